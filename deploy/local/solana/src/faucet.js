import { fromBase58 } from './encoding.js';
import { land, simulate } from './execution.js';
import { LAMPORTS_PER_SOL, MEMO, SYSTEM } from './programs.js';
import { KeyPair } from './tx/ed25519.js';
import { decodeTransaction } from './tx/wire.js';

export const MAX_AIRDROP = 1_000_000n * LAMPORTS_PER_SOL;
const FUNDS = 500_000_000n * LAMPORTS_PER_SOL;

/** A funded key pair whose airdrops are ordinary signed transfers. */
export class Faucet {
  #chain;
  #sent = 0;

  constructor(chain, saved) {
    this.#chain = chain;
    this.keyPair = saved ? KeyPair.restore(saved) : KeyPair.generate();
    this.address = this.keyPair.address;
    if (saved === undefined) chain.runtime.setAccount(this.address, { lamports: FUNDS });
  }

  /** Transfers, and returns the signature with the error that a simulation foresees, if any. */
  airdrop(recipient, lamports) {
    this.#sent += 1;
    const tx = decodeTransaction(this.#signed(recipient, lamports));
    const outcome = simulate(this.#chain, tx);
    if (outcome.err === null) land(this.#chain, tx);
    return { signature: tx.signature, outcome };
  }

  #signed(recipient, lamports) {
    const message = this.#message(recipient, lamports, this.#chain.blockhashes.newest);
    return new Uint8Array(Buffer.concat([Buffer.from([1]), this.keyPair.sign(message), message]));
  }

  /** The memo numbers the airdrops: without it two equal ones in a slot would be the same transaction. */
  #message(recipient, lamports, blockhash) {
    const transfer = Buffer.alloc(12);
    transfer.writeUInt32LE(2);
    transfer.writeBigUInt64LE(lamports, 4);
    const memo = Buffer.from(`airdrop ${this.#sent}`);
    return Buffer.concat([
      Buffer.from([1, 0, 2, 4]),
      ...[this.address, recipient, SYSTEM, MEMO, blockhash].map((address) => fromBase58(address, 44)),
      Buffer.from([2, 2, 2, 0, 1, transfer.length]), transfer,
      Buffer.from([3, 0, memo.length]), memo,
    ]);
  }
}
