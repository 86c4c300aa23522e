import { createHash } from 'node:crypto';
import { fromBase58, toBase58 } from '../encoding.js';
import { SYSTEM } from '../programs.js';

const ADVANCE_NONCE = 4;
const ACCOUNT_BYTES = 80;
const INITIALIZED = 1;
const AUTHORITY = 8;
const STORED_HASH = 40;

/** Address of the nonce account when instruction 0 advances a nonce, else undefined. */
export function nonceAddress(tx) {
  const [first] = tx.instructions;
  if (first === undefined || tx.accounts[first.programIndex] !== SYSTEM || first.data.length < 4) return undefined;
  if (Buffer.from(first.data).readUInt32LE(0) !== ADVANCE_NONCE || first.accounts.length === 0) return undefined;
  const index = first.accounts[0];
  return index < tx.accounts.length && tx.isWritable(index) ? tx.accounts[index] : undefined;
}

/**
 * Whether the transaction lives by a durable nonce: it names the stored value, the authority signed, and the nonce
 * has not been advanced under the newest blockhash already (then it could not advance again).
 */
export function hasValidNonce(tx, account, newestBlockhash) {
  if (account?.owner !== SYSTEM || account.data.length !== ACCOUNT_BYTES) return false;
  const data = Buffer.from(account.data);
  if (data.readUInt32LE(4) !== INITIALIZED) return false;
  const stored = toBase58(data.subarray(STORED_HASH, STORED_HASH + 32));
  const authority = toBase58(data.subarray(AUTHORITY, AUTHORITY + 32));
  const signed = [...tx.instructions[0].accounts].some((index) => tx.signers[index] === authority);
  return signed && stored === tx.blockhash && stored !== toBase58(nextNonce(newestBlockhash));
}

/** Data of the nonce account after an advance. */
export function advanced(data, newestBlockhash) {
  const next = Uint8Array.from(data);
  next.set(nextNonce(newestBlockhash), STORED_HASH);
  return next;
}

function nextNonce(blockhash) {
  return createHash('sha256').update('DURABLE_NONCE').update(fromBase58(blockhash, 44)).digest();
}
