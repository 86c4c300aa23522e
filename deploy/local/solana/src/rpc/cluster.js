import { blockNotAvailable } from '../errors.js';
import { API_VERSION, contextSlot } from './context.js';
import { integer } from './params.js';

/** Methods about the cluster's time and identity. */
export const clusterMethods = (chain) => ({
  getHealth: () => 'ok',
  getVersion: () => ({ 'feature-set': 0, 'solana-core': API_VERSION }),
  getGenesisHash: () => chain.genesisHash,
  getSlot: (options) => contextSlot(chain, options),
  getBlockHeight: (options) => chain.clock.heightOf(contextSlot(chain, options)),
  getTransactionCount: (options) => contextSlot(chain, options) && chain.ledger.count,
  getEpochInfo: (options) => epochInfo(chain, contextSlot(chain, options)),
  getEpochSchedule: () => ({
    slotsPerEpoch: chain.clock.slotsPerEpoch,
    leaderScheduleSlotOffset: chain.clock.slotsPerEpoch,
    warmup: false,
    firstNormalEpoch: 0,
    firstNormalSlot: 0,
  }),
  getBlockTime: (slot) => blockTime(chain.clock, integer(slot, 'slot')),
});

function epochInfo({ clock, ledger }, slot) {
  return {
    absoluteSlot: slot,
    blockHeight: clock.heightOf(slot),
    epoch: clock.epochOf(slot),
    slotIndex: slot % clock.slotsPerEpoch,
    slotsInEpoch: clock.slotsPerEpoch,
    transactionCount: ledger.count,
  };
}

/** An estimate at 400 ms a slot: blocks are not kept. */
function blockTime(clock, slot) {
  if (slot > clock.slot) throw blockNotAvailable(slot);
  return clock.unixTimestamp - Math.round((clock.slot - slot) * 0.4);
}
