/** Real clusters skip slots, so height and slot differ; a constant gap catches clients that confuse the two. */
const SKIPPED_SLOTS = 1_200;
const NOMINAL_SLOT_MS = 400;
const GENESIS_EPOCH = 100;

/** How many slots behind the newest one each commitment looks. */
const DEPTH = { processed: 0, confirmed: 1, finalized: 32 };
export const COMMITMENTS = Object.keys(DEPTH);

/** Slot arithmetic. Slots are numbers: 2^53 of them outlast any run. */
export class SlotClock {
  #warpedMs = 0;

  constructor({ slotsPerEpoch, slot = GENESIS_EPOCH * slotsPerEpoch + slotsPerEpoch / 4 }) {
    this.slotsPerEpoch = slotsPerEpoch;
    this.slot = Math.floor(slot);
  }

  get epoch() {
    return this.epochOf(this.slot);
  }

  get unixTimestamp() {
    return Math.floor((Date.now() + this.#warpedMs) / 1_000);
  }

  /** When this epoch began, at the nominal pace: a run may begin, or go on, in the middle of one. */
  get epochStartTimestamp() {
    return this.unixTimestamp - Math.round(((this.slot % this.slotsPerEpoch) * NOMINAL_SLOT_MS) / 1_000);
  }

  get firstSlotOfNextEpoch() {
    return (this.epoch + 1) * this.slotsPerEpoch;
  }

  epochOf(slot) {
    return Math.floor(slot / this.slotsPerEpoch);
  }

  slotAt(commitment) {
    return this.slot - DEPTH[commitment];
  }

  heightOf(slot) {
    return slot - SKIPPED_SLOTS;
  }

  /** Best commitment that something of the given slot has reached. */
  commitmentOf(slot) {
    const depth = this.slot - slot;
    if (depth >= DEPTH.finalized) return 'finalized';
    return depth >= DEPTH.confirmed ? 'confirmed' : 'processed';
  }

  /** A jump of more than one slot also moves the calendar, or lockups would never expire under a warp. */
  moveTo(slot) {
    if (slot > this.slot + 1) this.#warpedMs += (slot - this.slot) * NOMINAL_SLOT_MS;
    this.slot = slot;
  }
}
