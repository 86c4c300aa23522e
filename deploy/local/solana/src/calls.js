const MOST_SENT = 1_000;

/** What the cluster was asked, for tests that count. Admin calls are left out. */
export class Calls {
  #counts = new Map();
  #sent = [];
  #priced = [];

  record(call) {
    const method = call?.method;
    if (typeof method !== 'string' || method.startsWith('admin_')) return;
    this.#counts.set(method, (this.#counts.get(method) ?? 0) + 1);
    if (method === 'sendTransaction') this.#sent = [...this.#sent, call.params?.[0]].slice(-MOST_SENT);
    if (method === 'getRecentPrioritizationFees') this.#priced = call.params?.[0] ?? [];
  }

  list() {
    return { methods: Object.fromEntries(this.#counts), sent: this.#sent, priced: this.#priced };
  }
}
