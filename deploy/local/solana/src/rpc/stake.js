import { blockNotAvailable } from '../errors.js';
import { STAKE } from '../programs.js';
import { decodeTransaction } from '../tx/wire.js';
import { fromBase58 } from '../encoding.js';
import { DELINQUENT_DISTANCE } from '../vote/votes.js';
import { contextSlot, inContext } from './context.js';
import { config, flag, integer, list, publicKey } from './params.js';

const MAX_ADDRESSES = 100;
const GET_MINIMUM_DELEGATION = 13;
/** Solana's long-term rate; this cluster pays rewards only when told to. */
const INFLATION = 0.015;

export const stakeMethods = (chain) => ({
  getStakeMinimumDelegation: (options) => inContext(contextSlot(chain, options), minimumDelegation(chain)),
  getInflationRate: () => ({ total: INFLATION, validator: INFLATION, foundation: 0, epoch: chain.clock.epoch }),

  getVoteAccounts(options) {
    const slot = contextSlot(chain, options);
    const { votePubkey, keepUnstakedDelinquents, delinquentSlotDistance } = config(options);
    const wanted = votePubkey === undefined ? undefined : publicKey(votePubkey);
    flag(keepUnstakedDelinquents, 'keepUnstakedDelinquents');
    const distance = integer(delinquentSlotDistance, 'delinquentSlotDistance', { otherwise: DELINQUENT_DISTANCE });
    const all = chain.votes.list(chain.clock)
      .filter((account) => wanted === undefined || account.votePubkey === wanted)
      .map((account) => ({ ...account, activatedStake: chain.stakes.activatedFor(account.votePubkey) }));
    const isCurrent = ({ lastVote }) => lastVote > slot - distance;
    return { current: all.filter(isCurrent), delinquent: all.filter((account) => !isCurrent(account)) };
  },

  getInflationReward(addresses, options) {
    const keys = list(addresses, 'addresses', MAX_ADDRESSES).map(publicKey);
    const current = chain.clock.epochOf(contextSlot(chain, options));
    const epoch = integer(config(options).epoch, 'epoch', { otherwise: current - 1 });
    if (epoch >= current) throw blockNotAvailable((epoch + 1) * chain.clock.slotsPerEpoch);
    return keys.map((key) => chain.stakes.rewardOf(key, epoch) ?? null);
  },
});

/** Asks the stake program itself. */
function minimumDelegation({ runtime, faucet, blockhashes }) {
  const message = Buffer.concat([
    Buffer.from([1, 0, 1, 2]),
    ...[faucet.address, STAKE, blockhashes.newest].map((address) => fromBase58(address, 44)),
    Buffer.from([1, 1, 0, 4, GET_MINIMUM_DELEGATION, 0, 0, 0]),
  ]);
  const unsigned = Buffer.concat([Buffer.from([1]), Buffer.alloc(64), message]);
  const { returnData } = runtime.simulate(decodeTransaction(new Uint8Array(unsigned)));
  return Buffer.from(returnData.data[0], 'base64').readBigUInt64LE();
}
