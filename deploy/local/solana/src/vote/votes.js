import { LAMPORTS_PER_SOL, STAKE, VOTE } from '../programs.js';
import { STAKE_BYTES, delegatedStake } from '../stake/account.js';
import { BOOTSTRAP_EPOCH } from '../stake/activation.js';
import { KeyPair } from '../tx/ed25519.js';
import { VOTE_BYTES, epochCredits, voteState } from './state.js';

/** Large enough that 9 % of it warms up any test stake within one epoch. */
const VALIDATORS = [
  { commission: 5, sol: 40_000_000n },
  { commission: 10, sol: 30_000_000n },
  { commission: 100, sol: 20_000_000n },
];
/** A validator this many slots behind counts as delinquent. */
export const DELINQUENT_DISTANCE = 128;

/** The vote accounts of the cluster. They vote in every slot, unless made delinquent. */
export class Votes {
  #runtime;
  #accounts;

  constructor(runtime, saved) {
    this.#runtime = runtime;
    this.#accounts = saved ?? VALIDATORS.map((validator) => create(runtime, validator));
  }

  get addresses() {
    return this.#accounts.map(({ address }) => address);
  }

  get saved() {
    return this.#accounts;
  }

  vote(clock) {
    for (const account of this.#accounts) {
      if (!account.delinquent) this.#write(account, clock.slot, clock);
    }
  }

  /** A delinquent account falls behind at once and stays there. Returns false for an unknown address. */
  setDelinquent(address, delinquent, clock) {
    const account = this.#accounts.find((known) => known.address === address);
    if (account === undefined) return false;
    account.delinquent = delinquent;
    this.#write(account, delinquent ? clock.slot - 2 * DELINQUENT_DISTANCE : clock.slot, clock);
    return true;
  }

  /** In percent; null for an address that is none of them. */
  commissionOf(address) {
    return this.#accounts.find((known) => known.address === address)?.commission ?? null;
  }

  list(clock) {
    return this.#accounts.map(({ address, node, commission, lastVote }) => ({
      votePubkey: address,
      nodePubkey: node,
      commission,
      lastVote,
      rootSlot: lastVote - 31,
      epochCredits: epochCredits(lastVote, clock.slotsPerEpoch).slice(-5),
      epochVoteAccount: true,
    }));
  }

  #write(account, lastVote, { unixTimestamp, slotsPerEpoch }) {
    account.lastVote = lastVote;
    const lamports = this.#runtime.balance(account.address) || this.#runtime.rentOf(VOTE_BYTES);
    const data = voteState({ ...account, unixTimestamp, slotsPerEpoch });
    this.#runtime.setAccount(account.address, { lamports, data, owner: VOTE });
  }
}

function create(runtime, { commission, sol }) {
  const [address, node, authority, stakeAddress] = Array.from({ length: 4 }, () => KeyPair.generate().address);
  const [stake, rent] = [sol * LAMPORTS_PER_SOL, runtime.rentOf(STAKE_BYTES)];
  const data = delegatedStake({ authority, voter: address, stake, activationEpoch: BOOTSTRAP_EPOCH, rent });
  runtime.setAccount(stakeAddress, { lamports: stake + rent, data, owner: STAKE });
  return { address, node, authority, commission, delinquent: false, lastVote: 0 };
}
