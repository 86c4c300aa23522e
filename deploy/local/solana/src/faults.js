export const FAULT_KINDS = ['429', 'drop', 'delay', '-32005', 'html', 'hang', 'lag'];

/** Faults that tests plant; each strikes its next `count` requests, or all of them when no count is given. */
export class Faults {
  #planted = [];

  plant({ method, kind, count = Infinity, delayMs = 1_000, retryAfter = 1, slots = 100 }) {
    this.#planted.push({ method, kind, remaining: count, delayMs, retryAfter, slots });
  }

  clear() {
    this.#planted = [];
  }

  /** Takes the fault for a method, the one planted first. Admin calls are never struck, or none could clear it. */
  take(method) {
    if (typeof method !== 'string' || method.startsWith('admin_')) return undefined;
    const fault = this.#planted.find((planted) => planted.method === '*' || planted.method === method);
    if (fault === undefined) return undefined;
    fault.remaining -= 1;
    if (fault.remaining === 0) this.#planted = this.#planted.filter((planted) => planted !== fault);
    return fault;
  }

  list() {
    return this.#planted.map(({ method, kind, remaining }) =>
      ({ method, kind, remaining: Number.isFinite(remaining) ? remaining : null }));
  }
}
