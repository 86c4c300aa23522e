import { toBase58 } from '../encoding.js';

/** A transaction that decodeTransaction let pass. Addresses and the blockhash are base58, everything else is bytes. */
export class Transaction {
  constructor({ bytes, signatures, ...message }) {
    Object.assign(this, message, { bytes, signatures });
    this.signature = toBase58(signatures[0]);
  }

  get payer() {
    return this.accounts[0];
  }

  get signers() {
    return this.accounts.slice(0, this.header.signers);
  }

  isWritable(index) {
    const { signers, readonlySigners, readonlyOthers } = this.header;
    return index < signers
      ? index < signers - readonlySigners
      : index < this.accounts.length - readonlyOthers;
  }

  /** The same message under another blockhash; its signatures no longer match. */
  withBlockhash(blockhash, blockhashBytes) {
    const bytes = Uint8Array.from(this.bytes);
    const message = bytes.subarray(bytes.length - this.message.length);
    message.set(blockhashBytes, this.blockhashOffset);
    return new Transaction({ ...this, bytes, message, blockhash });
  }

  hasDuplicateAccounts() {
    return new Set(this.accounts).size !== this.accounts.length;
  }
}
