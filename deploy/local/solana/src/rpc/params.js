import { COMMITMENTS } from '../clock.js';
import { fromBase58, fromBase64 } from '../encoding.js';
import { invalidParams } from '../errors.js';

const ADDRESS_CHARACTERS = 44;
const SIGNATURE_CHARACTERS = 88;

/** Readers for parameters: each returns a checked value or throws -32602 naming what is wrong. */
export function publicKey(value) {
  if (fromBase58(value, ADDRESS_CHARACTERS)?.length !== 32) throw invalidParams('Invalid param: WrongSize');
  return value;
}

export function signature(value) {
  if (fromBase58(value, SIGNATURE_CHARACTERS)?.length !== 64) throw invalidParams('Invalid param: WrongSize');
  return value;
}

/** A whole number that JSON can carry exactly. */
export function integer(value, name, { least = 0, most = Number.MAX_SAFE_INTEGER, otherwise } = {}) {
  if (value === undefined || value === null) {
    if (otherwise !== undefined) return otherwise;
    throw invalidParams(`Invalid params: missing ${name}`);
  }
  if (!Number.isSafeInteger(value) || value < least || value > most) {
    throw invalidParams(`Invalid params: ${name} must be a whole number from ${least} to ${most}`);
  }
  return value;
}

export function flag(value, name, otherwise = false) {
  if (value === undefined || value === null) return otherwise;
  if (typeof value !== 'boolean') throw invalidParams(`Invalid params: ${name} must be true or false`);
  return value;
}

export function choice(value, name, allowed, otherwise) {
  if (value === undefined || value === null) return otherwise;
  if (!allowed.includes(value)) throw invalidParams(`Invalid params: ${name} must be one of ${allowed.join(', ')}`);
  return value;
}

export function list(value, name, most) {
  if (!Array.isArray(value)) throw invalidParams(`Invalid params: ${name} must be an array`);
  if (value.length > most) throw invalidParams(`Too many inputs provided; max ${most}`);
  return value;
}

/** A configuration object; absent and null mean empty. */
export function config(value) {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw invalidParams('Invalid params: expected an object');
  return value;
}

export const commitment = (value, otherwise = 'finalized') => choice(value, 'commitment', COMMITMENTS, otherwise);

/** Bytes in base58 or base64, bounded in length before they are decoded. */
export function bytes(value, encoding, name, most) {
  const decode = encoding === 'base58' ? fromBase58 : fromBase64;
  const decoded = decode(value, encoding === 'base58' ? Math.ceil(most * 1.37) : 4 * Math.ceil(most / 3));
  if (decoded === undefined || decoded.length > most) {
    throw invalidParams(`Invalid params: ${name} must be ${encoding} of at most ${most} bytes`);
  }
  return decoded;
}
