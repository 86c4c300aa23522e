import { invalidParams } from '../errors.js';
import { WireError } from '../tx/reader.js';
import { MAX_TRANSACTION_BYTES, decodeTransaction } from '../tx/wire.js';
import { bytes, choice } from './params.js';

/** Reads a transaction parameter; base58 unless the caller says otherwise, as the real RPC has it. */
export function transaction(text, encoding) {
  const chosen = choice(encoding, 'encoding', ['base58', 'base64'], 'base58');
  try {
    return decodeTransaction(bytes(text, chosen, 'transaction', MAX_TRANSACTION_BYTES));
  } catch (error) {
    if (error instanceof WireError) throw invalidParams(`failed to deserialize transaction: ${error.message}`);
    throw error;
  }
}
