import { toBase58 } from '../encoding.js';
import { Reader, WireError } from './reader.js';
import { Transaction } from './transaction.js';

/** One UDP packet of the smallest IPv6 MTU; also the bound on everything below. */
export const MAX_TRANSACTION_BYTES = 1232;
const MAX_ACCOUNTS = 256;

/**
 * Decodes a legacy or v0 transaction strictly. The runtime aborts the whole process on bytes it cannot read,
 * so what passes here must be well formed to the last byte.
 */
export function decodeTransaction(bytes) {
  if (bytes.length > MAX_TRANSACTION_BYTES) {
    throw new WireError(`transaction too large: ${bytes.length} bytes (max: ${MAX_TRANSACTION_BYTES})`);
  }
  const reader = new Reader(bytes);
  const signatures = reader.list((r) => r.take(64), 64);
  const parts = decodeMessage(bytes.subarray(reader.offset));
  if (signatures.length !== parts.header.signers) {
    throw new WireError(`${signatures.length} signatures for ${parts.header.signers} signers`);
  }
  return new Transaction({ bytes, signatures, ...parts });
}

/** Decodes a message alone, as getFeeForMessage receives it. */
export function decodeMessage(message) {
  if (message.length > MAX_TRANSACTION_BYTES) throw new WireError('message too large');
  const reader = new Reader(message);
  const { version, signers } = readPrefix(reader);
  const header = { signers, readonlySigners: reader.u8(), readonlyOthers: reader.u8() };
  const accounts = reader.list((r) => toBase58(r.take(32)), 32);
  const blockhashOffset = reader.offset;
  const blockhash = toBase58(reader.take(32));
  const instructions = reader.list(readInstruction, 3);
  const lookups = version === 0 ? reader.list(readLookup, 34) : [];
  if (reader.remaining > 0) throw new WireError(`${reader.remaining} trailing bytes`);
  sanitize(header, accounts, instructions, lookups);
  return { message, version, header, accounts, blockhash, blockhashOffset, instructions, lookups };
}

function readPrefix(reader) {
  const first = reader.u8();
  if (first < 0x80) return { version: 'legacy', signers: first };
  if (first !== 0x80) throw new WireError(`unsupported transaction version ${first & 0x7f}`);
  return { version: 0, signers: reader.u8() };
}

function readInstruction(reader) {
  return {
    programIndex: reader.u8(),
    accounts: Uint8Array.from(reader.list((r) => r.u8())),
    data: reader.take(reader.compactU16()),
  };
}

function readLookup(reader) {
  return {
    table: toBase58(reader.take(32)),
    writable: reader.list((r) => r.u8()),
    readonly: reader.list((r) => r.u8()),
  };
}

function sanitize({ signers, readonlySigners, readonlyOthers }, accounts, instructions, lookups) {
  const loaded = lookups.reduce((sum, { writable, readonly }) => sum + writable.length + readonly.length, 0);
  const total = accounts.length + loaded;
  require(readonlySigners < signers, 'the fee payer must be a writable signer');
  require(signers + readonlyOthers <= accounts.length, 'the header counts more accounts than there are');
  require(total <= MAX_ACCOUNTS, `more than ${MAX_ACCOUNTS} accounts`);
  require(lookups.every(({ writable, readonly }) => writable.length + readonly.length > 0), 'an empty table lookup');
  for (const { programIndex, accounts: indexes } of instructions) {
    require(programIndex > 0 && programIndex < accounts.length, 'a program index out of range');
    require(indexes.every((index) => index < total), 'an account index out of range');
  }
}

function require(holds, problem) {
  if (!holds) throw new WireError(`invalid transaction: ${problem}`);
}
