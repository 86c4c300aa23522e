import { STAKE } from '../programs.js';
import { delegationOf, withReward } from './account.js';
import { statusOf } from './activation.js';

/** The StakeHistory sysvar holds no more. */
const MAX_HISTORY = 512;
const MAX_REWARDS = 10_000;

/** Cluster-wide stake: its history per epoch, the stake of each vote account, rewards paid. */
export class Stakes {
  #runtime;
  #history = new Map();
  #rewards = new Map();
  #activated = new Map();

  constructor(runtime, history = []) {
    this.#runtime = runtime;
    this.#history = new Map(history);
  }

  get history() {
    return [...this.#history];
  }

  /** Writes the totals of an epoch into the history; called for each epoch as it ends. */
  recordEpoch(epoch) {
    const total = { effective: 0n, activating: 0n, deactivating: 0n };
    for (const delegation of this.#delegations()) {
      const status = statusOf(delegation, BigInt(epoch), this.#history);
      for (const key of Object.keys(total)) total[key] += status[key];
    }
    this.#history.set(BigInt(epoch), total);
    if (this.#history.size > MAX_HISTORY) this.#history.delete(this.#history.keys().next().value);
    this.#runtime.setStakeHistory(this.#history);
  }

  /** Fixes the stake behind each vote account for an epoch: clusters count it once, when the epoch begins. */
  countEpoch(epoch) {
    this.#activated.clear();
    for (const delegation of this.#delegations()) {
      const { effective } = statusOf(delegation, BigInt(epoch), this.#history);
      this.#activated.set(delegation.voter, (this.#activated.get(delegation.voter) ?? 0n) + effective);
    }
  }

  activatedFor(voter) {
    return this.#activated.get(voter) ?? 0n;
  }

  /**
   * Pays a reward for an epoch, of which the validator has taken its commission. Returns false when the address is no
   * delegated stake account.
   */
  pay(address, lamports, { epoch, slot, commissionOf }) {
    const account = this.#runtime.account(address);
    const delegation = account?.owner === STAKE ? delegationOf(account.data) : undefined;
    if (delegation === undefined) return false;
    const postBalance = account.lamports + lamports;
    this.#runtime.setAccount(address, { ...account, lamports: postBalance, data: withReward(account.data, lamports) });
    const commission = commissionOf(delegation.voter);
    const reward = { epoch, effectiveSlot: slot, amount: lamports, postBalance, commission };
    this.#rewards.set(`${epoch}:${address}`, reward);
    if (this.#rewards.size > MAX_REWARDS) this.#rewards.delete(this.#rewards.keys().next().value);
    return true;
  }

  rewardOf(address, epoch) {
    return this.#rewards.get(`${epoch}:${address}`);
  }

  #delegations() {
    return this.#runtime.accountsOf(STAKE).map(({ data }) => delegationOf(data)).filter(Boolean);
  }
}
