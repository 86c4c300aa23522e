import { invalidParams } from '../errors.js';
import { accountView } from './accounts.js';
import { contextSlot, inContext } from './context.js';
import { bytes, choice, config, flag, integer, list, publicKey } from './params.js';

const MAX_FILTERS = 4;
const MAX_COMPARED_BYTES = 128;

export const programAccountMethods = (chain) => ({
  getProgramAccounts(program, options) {
    const [owner, slot, view] = [publicKey(program), contextSlot(chain, options), accountView(options)];
    const { filters, withContext } = config(options);
    const tests = list(filters ?? [], 'filters', MAX_FILTERS).map(filter);
    const found = chain.runtime.accountsOf(owner)
      .filter(({ data }) => tests.every((test) => test(data)))
      .map((account) => ({ account: view(account), pubkey: account.address }));
    return flag(withContext, 'withContext') ? inContext(slot, found) : found;
  },
});

/** Reads one filter into a test on account data. */
function filter(value) {
  const { dataSize, memcmp } = config(value);
  if (dataSize !== undefined) {
    const size = integer(dataSize, 'dataSize');
    return (data) => data.length === size;
  }
  if (memcmp !== undefined) return comparison(config(memcmp));
  throw invalidParams('Invalid params: a filter is either dataSize or memcmp');
}

function comparison({ offset, bytes: text, encoding }) {
  const chosen = choice(encoding, 'memcmp.encoding', ['base58', 'base64'], 'base58');
  const expected = Buffer.from(bytes(text, chosen, 'memcmp.bytes', MAX_COMPARED_BYTES));
  const start = integer(offset, 'memcmp.offset');
  return (data) => expected.equals(data.subarray(start, start + expected.length));
}
