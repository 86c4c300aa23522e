import { randomBytes } from 'node:crypto';
import { Blockhashes, MAX_AGE } from './blockhashes.js';
import { SlotClock } from './clock.js';
import { toBase58 } from './encoding.js';
import { Faucet } from './faucet.js';
import { Ledger } from './ledger.js';
import { Runtime } from './runtime.js';
import { Stakes } from './stake/stakes.js';
import { Votes } from './vote/votes.js';

/** Epochs of stake history that exist before the first slot, as on a cluster that has run for a while. */
const PAST_EPOCHS = 10;

/** The cluster: one bank, whose slots advance only through `advance` and `tick`. */
export class Chain {
  #epochStart;

  constructor({ slotsPerEpoch, saved }) {
    this.genesisHash = saved?.genesisHash ?? toBase58(randomBytes(32));
    this.clock = new SlotClock({ slotsPerEpoch, ...saved?.clock });
    this.runtime = new Runtime({ slotsPerEpoch: this.clock.slotsPerEpoch, snapshot: saved?.snapshot });
    this.blockhashes = new Blockhashes(saved?.blockhashes);
    this.ledger = new Ledger();
    this.stakes = new Stakes(this.runtime, saved?.stakeHistory);
    this.votes = new Votes(this.runtime, saved?.votes);
    this.faucet = new Faucet(this, saved?.faucet);
    /** Transactions that sendTransaction still has to lose. */
    this.transactionsToDrop = 0;
    /** Whether time stands still: ticks do nothing, warps do. */
    this.held = false;
    if (saved === undefined) this.#begin();
    this.stakes.countEpoch(this.clock.epoch);
    this.#enterSlot(this.clock.slot);
  }

  /** Moves on by some slots, closing each epoch on the way. Ticks and warps are the same thing. */
  advance(slots) {
    const target = this.clock.slot + slots;
    while (this.clock.slot < target) {
      const boundary = this.clock.firstSlotOfNextEpoch;
      const next = Math.min(target, boundary);
      if (next === boundary) this.stakes.recordEpoch(this.clock.epoch);
      this.#enterSlot(next);
      if (next === boundary) this.stakes.countEpoch(this.clock.epoch);
    }
  }

  /** As time passes; a warp is `advance`. */
  tick() {
    if (!this.held) this.advance(1);
  }

  #begin() {
    for (let epoch = this.clock.epoch - PAST_EPOCHS; epoch < this.clock.epoch; epoch += 1) {
      this.stakes.recordEpoch(epoch);
    }
    // The runtime's hashes form a fixed sequence: start at a random place, so that runs do not share them.
    for (let skipped = randomBytes(2).readUInt16LE(); skipped > 0; skipped -= 1) this.runtime.nextBlockhash();
    this.#produceHashes(this.clock.slot - MAX_AGE - 1);
  }

  #enterSlot(slot) {
    const { clock } = this;
    const [previousSlot, previousEpoch] = [clock.slot, clock.epoch];
    clock.moveTo(slot);
    if (clock.epoch !== previousEpoch || this.#epochStart === undefined) this.#epochStart = clock.epochStartTimestamp;
    this.runtime.setClock(clock, this.#epochStart);
    this.#produceHashes(Math.max(previousSlot, slot - MAX_AGE - 1));
    this.runtime.setSlotHashes(this.blockhashes.entries().reverse());
    this.votes.vote(clock);
  }

  /** A hash for each slot after the given one; of a long jump only the slots whose hashes still count. */
  #produceHashes(afterSlot) {
    for (let slot = afterSlot + 1; slot <= this.clock.slot; slot += 1) {
      this.blockhashes.add(this.runtime.nextBlockhash(), slot);
    }
  }
}
