import { MAX_AGE } from '../blockhashes.js';
import { contextSlot, inContext } from './context.js';
import { bytes } from './params.js';
import { invalidParams } from '../errors.js';

export const blockhashMethods = (chain) => ({
  getLatestBlockhash(options) {
    const slot = contextSlot(chain, options);
    return inContext(slot, latestBlockhash(chain, slot));
  },

  isBlockhashValid(blockhash, options) {
    if (bytes(blockhash, 'base58', 'blockhash', 32).length !== 32) throw invalidParams('Invalid param: WrongSize');
    const slot = contextSlot(chain, options);
    return inContext(slot, chain.blockhashes.isValid(blockhash, slot));
  },
});

/** The newest hash at a slot, with the last height at which it can be used. */
export function latestBlockhash({ blockhashes, clock }, slot) {
  const blockhash = blockhashes.at(slot);
  return { blockhash, lastValidBlockHeight: clock.heightOf(blockhashes.slotOf(blockhash)) + MAX_AGE };
}
