import { invalidParams } from '../errors.js';
import { FAULT_KINDS } from '../faults.js';
import { U64_MAX } from '../programs.js';
import { bytes, choice, config, flag, integer, publicKey } from './params.js';

const MAX_WARP_EPOCHS = 1_000;
const MAX_DATA_BYTES = 65_536;

/** Calls that no cluster has: they move time, plant faults and set balances. */
export const adminMethods = (chain, faults, calls) => ({
  admin_warpSlots: (options) => warp(chain, readCount(options, 'slots', MAX_WARP_EPOCHS * chain.clock.slotsPerEpoch)),

  /** To the first slot of a later epoch. */
  admin_warpEpochs(options) {
    const { clock } = chain;
    const epochs = readCount(options, 'epochs', MAX_WARP_EPOCHS);
    return warp(chain, clock.firstSlotOfNextEpoch + (epochs - 1) * clock.slotsPerEpoch - clock.slot);
  },

  /** Slots advance by warps alone until they are let go, so that a test can count blocks. */
  admin_hold(options) {
    chain.held = flag(config(options).hold, 'hold', true);
    return status(chain, faults);
  },

  admin_setDelinquent(options) {
    const { vote, delinquent } = config(options);
    if (!chain.votes.setDelinquent(publicKey(vote), flag(delinquent, 'delinquent', true), chain.clock)) {
      throw invalidParams('vote is not one of the vote accounts of this cluster');
    }
    return status(chain, faults);
  },

  /** Keeps the data and owner of an existing account. */
  admin_setAccountLamports(options) {
    const { pubkey, lamports } = config(options);
    const [address, amount] = [publicKey(pubkey), readLamports(lamports)];
    chain.runtime.setAccount(address, { ...chain.runtime.account(address), lamports: amount });
    return chain.runtime.balance(address);
  },

  /** Puts an account there as if its owner had made it; without lamports it is gone. */
  admin_setAccount(options) {
    const { pubkey, owner, lamports, data } = config(options);
    chain.runtime.setAccount(publicKey(pubkey), {
      owner: publicKey(owner),
      lamports: readLamports(lamports),
      data: bytes(data, 'base64', 'data', MAX_DATA_BYTES),
    });
    return chain.runtime.balance(pubkey);
  },

  /** Pays a staking reward for the epoch before the current one. */
  admin_payReward(options) {
    const { pubkey, lamports } = config(options);
    const { epoch, slot } = chain.clock;
    const commissionOf = (voter) => chain.votes.commissionOf(voter);
    const paid = { epoch: epoch - 1, slot, commissionOf };
    if (!chain.stakes.pay(publicKey(pubkey), readLamports(lamports), paid)) {
      throw invalidParams('pubkey is not a delegated stake account');
    }
    return status(chain, faults);
  },

  admin_fault(options) {
    faults.plant(readFault(config(options)));
    return status(chain, faults);
  },

  admin_clearFaults() {
    faults.clear();
    chain.transactionsToDrop = 0;
    chain.held = false;
    return status(chain, faults);
  },

  admin_dropTransactions(options) {
    chain.transactionsToDrop = integer(config(options).count, 'count');
    return status(chain, faults);
  },

  /** How often each method was called, struck calls included, and the last transactions that were sent, as they came. */
  admin_calls: () => calls.list(),

  admin_status: () => status(chain, faults),
});

function warp(chain, slots) {
  chain.advance(slots);
  return time(chain.clock);
}

const readCount = (options, name, most) => integer(config(options)[name], name, { least: 1, most });

/** JSON numbers are exact only to 2^53, so a decimal string is accepted too. */
function readLamports(value) {
  const isText = typeof value === 'string' && /^\d{1,20}$/.test(value);
  const amount = BigInt(isText ? value : integer(value, 'lamports'));
  if (amount > U64_MAX) throw invalidParams('Invalid params: lamports exceeds 64 bits');
  return amount;
}

function readFault({ method, kind, count, delayMs, retryAfter, slots }) {
  if (typeof method !== 'string') throw invalidParams('Invalid params: method must be a method name or "*"');
  if (kind === undefined) throw invalidParams('Invalid params: missing kind');
  return {
    method,
    kind: choice(String(kind), 'kind', FAULT_KINDS),
    count: integer(count, 'count', { least: 1, otherwise: Infinity }),
    delayMs: integer(delayMs, 'delayMs', { most: 600_000, otherwise: 1_000 }),
    retryAfter: integer(retryAfter, 'retryAfter', { otherwise: 1 }),
    slots: integer(slots, 'slots', { least: 1, otherwise: 100 }),
  };
}

const time = (clock) => ({ slot: clock.slot, blockHeight: clock.heightOf(clock.slot), epoch: clock.epoch });

const status = (chain, faults) => ({
  ...time(chain.clock),
  blockhash: chain.blockhashes.newest,
  transactionCount: chain.ledger.count,
  transactionsToDrop: chain.transactionsToDrop,
  held: chain.held,
  faults: faults.list(),
});
