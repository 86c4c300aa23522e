import { toBase58 } from '../encoding.js';

const ADDRESSES_OFFSET = 56;

/** Addresses that a v0 transaction loads from lookup tables; entries that do not exist are left out. */
export function loadedAddresses(runtime, { lookups }) {
  const loaded = { writable: [], readonly: [] };
  for (const { table, writable, readonly } of lookups) {
    const data = runtime.account(table)?.data ?? new Uint8Array();
    loaded.writable.push(...entries(data, writable));
    loaded.readonly.push(...entries(data, readonly));
  }
  return loaded;
}

function entries(data, indexes) {
  return indexes
    .map((index) => data.subarray(ADDRESSES_OFFSET + 32 * index, ADDRESSES_OFFSET + 32 * (index + 1)))
    .filter((bytes) => bytes.length === 32)
    .map(toBase58);
}
