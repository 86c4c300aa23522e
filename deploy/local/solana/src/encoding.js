import { getBase58Decoder, getBase58Encoder } from '@solana/kit';

const base58ToBytes = getBase58Encoder();
const bytesToBase58 = getBase58Decoder();
const BASE58 = /^[1-9A-HJ-NP-Za-km-z]*$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export const toBase58 = (bytes) => bytesToBase58.decode(bytes);
export const toBase64 = (bytes) => Buffer.from(bytes).toString('base64');

/** Bytes of a base58 text, or undefined. Decoding costs the square of the length, hence the bound in characters. */
export function fromBase58(text, maxCharacters) {
  if (typeof text !== 'string' || text.length > maxCharacters || !BASE58.test(text)) return undefined;
  return new Uint8Array(base58ToBytes.encode(text));
}

/** Bytes of a strict, padded base64 text, or undefined. */
export function fromBase64(text, maxCharacters) {
  if (typeof text !== 'string' || text.length > maxCharacters || !BASE64.test(text)) return undefined;
  return new Uint8Array(Buffer.from(text, 'base64'));
}

/** Account data as the RPC encodes it; base58 is the legacy form and refused for long data. */
export function encodeData(bytes, encoding) {
  if (encoding === 'base64') return [toBase64(bytes), 'base64'];
  return encoding === 'base58' ? [toBase58(bytes), 'base58'] : toBase58(bytes);
}
