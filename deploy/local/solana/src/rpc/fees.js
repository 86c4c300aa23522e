import { MAX_AGE } from '../blockhashes.js';
import { invalidParams } from '../errors.js';
import { feeOf } from '../tx/fees.js';
import { WireError } from '../tx/reader.js';
import { MAX_TRANSACTION_BYTES, decodeMessage } from '../tx/wire.js';
import { contextSlot, inContext } from './context.js';
import { bytes, list, publicKey } from './params.js';

const MAX_ADDRESSES = 128;

export const feeMethods = (chain) => ({
  /** null, as on a cluster, when the blockhash is not valid: there is no fee to speak of. */
  getFeeForMessage(text, options) {
    const message = decoded(bytes(text, 'base64', 'message', MAX_TRANSACTION_BYTES));
    const slot = contextSlot(chain, options);
    return inContext(slot, chain.blockhashes.isValid(message.blockhash, slot) ? feeOf(message) : null);
  },

  getRecentPrioritizationFees(addresses) {
    list(addresses ?? [], 'pubkeys', MAX_ADDRESSES).forEach(publicKey);
    const { slot: newest } = chain.clock;
    const prices = chain.ledger.lowestPrices(newest);
    return Array.from({ length: MAX_AGE }, (_, index) => newest - MAX_AGE + 1 + index)
      .map((slot) => ({ slot, prioritizationFee: prices.get(slot) ?? 0 }));
  },
});

function decoded(message) {
  try {
    return decodeMessage(message);
  } catch (error) {
    if (error instanceof WireError) throw invalidParams(error.message);
    throw error;
  }
}
