import { MAX_AGE } from './blockhashes.js';

/** Records kept for getTransaction; those young enough to matter for duplicates are kept whatever their number. */
const MAX_RECORDS = 20_000;

/** The transactions that landed, successful or not, by signature, oldest first. */
export class Ledger {
  #records = new Map();
  count = 0;

  add(record) {
    this.#records.set(record.tx.signature, record);
    this.count += 1;
    for (const [signature, { slot }] of this.#records) {
      if (this.#records.size <= MAX_RECORDS || slot >= record.slot - MAX_AGE) return;
      this.#records.delete(signature);
    }
  }

  get(signature) {
    return this.#records.get(signature);
  }

  /** Lowest compute-unit price, in micro-lamports, among the transactions of each of the last 150 slots. */
  lowestPrices(newestSlot) {
    const prices = new Map();
    for (const { slot, price } of [...this.#records.values()].reverse()) {
      if (slot <= newestSlot - MAX_AGE) break;
      if (slot <= newestSlot && !(prices.get(slot) <= price)) prices.set(slot, price);
    }
    return prices;
  }
}
