import { minContextSlotNotReached } from '../errors.js';
import { commitment, config, integer } from './params.js';

export const API_VERSION = '3.1.0';

/**
 * The slot that a request's commitment sees; refuses when it lies before the request's minContextSlot.
 * Slots, heights and blockhashes follow the commitment. Accounts do not: there is one bank, the newest.
 */
export function contextSlot(chain, options, otherwise) {
  const checked = config(options);
  const slot = chain.clock.slotAt(commitment(checked.commitment, otherwise));
  if (integer(checked.minContextSlot, 'minContextSlot', { otherwise: 0 }) > slot) throw minContextSlotNotReached(slot);
  return slot;
}

export const inContext = (slot, value) => ({ context: { apiVersion: API_VERSION, slot }, value });
