/** A hash serves for 150 further blocks: the newest and the 150 before it are known. */
export const MAX_AGE = 150;

/** The recent blockhashes, oldest first. */
export class Blockhashes {
  #slots = new Map();

  constructor(entries = []) {
    for (const [hash, slot] of entries) this.add(hash, slot);
  }

  add(hash, slot) {
    this.#slots.set(hash, slot);
    this.newest = hash;
    while (this.#slots.size > MAX_AGE + 1) {
      this.#slots.delete(this.#slots.keys().next().value);
    }
  }

  /** Slot that produced the hash, or undefined once it is too old. */
  slotOf(hash) {
    return this.#slots.get(hash);
  }

  /** Whether a bank at the given slot accepts the hash: it must be neither too old nor still unknown there. */
  isValid(hash, slot) {
    const age = slot - this.#slots.get(hash);
    return age >= 0 && age <= MAX_AGE;
  }

  at(slot) {
    return this.entries().findLast(([, known]) => known <= slot)[0];
  }

  entries() {
    return [...this.#slots];
  }
}
