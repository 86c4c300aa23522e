import { encodeData } from '../encoding.js';
import { invalidRequest } from '../errors.js';
import { U64_MAX } from '../programs.js';
import { contextSlot, inContext } from './context.js';
import { choice, config, flag, integer, list, publicKey } from './params.js';

const ENCODINGS = ['base58', 'base64'];
const MAX_BASE58_BYTES = 128;
const MAX_ACCOUNTS = 100;
const MAX_DATA_BYTES = 10 * 1024 * 1024;

export const accountMethods = (chain) => ({
  getAccountInfo(address, options) {
    const [key, slot, view] = [publicKey(address), contextSlot(chain, options), accountView(options)];
    return inContext(slot, view(chain.runtime.account(key)));
  },

  getMultipleAccounts(addresses, options) {
    const keys = list(addresses, 'pubkeys', MAX_ACCOUNTS).map(publicKey);
    const [slot, view] = [contextSlot(chain, options), accountView(options)];
    return inContext(slot, keys.map((key) => view(chain.runtime.account(key))));
  },

  getBalance(address, options) {
    const key = publicKey(address);
    return inContext(contextSlot(chain, options), chain.runtime.balance(key));
  },

  /** Nothing is locked away here, so all of it circulates. */
  getSupply(options) {
    const slot = contextSlot(chain, options);
    flag(config(options).excludeNonCirculatingAccountsList, 'excludeNonCirculatingAccountsList');
    const total = chain.runtime.supply();
    return inContext(slot, { total, circulating: total, nonCirculating: 0, nonCirculatingAccounts: [] });
  },

  getMinimumBalanceForRentExemption(bytes, options) {
    contextSlot(chain, options);
    return chain.runtime.rentOf(integer(bytes, 'data length', { most: MAX_DATA_BYTES }));
  },
});

/** How a request wants accounts shown: a function from an account, or undefined, to JSON. */
export function accountView(options) {
  const { encoding, dataSlice } = config(options);
  const chosen = choice(encoding, 'encoding', ENCODINGS);
  const slice = dataSlice === undefined || dataSlice === null ? undefined : readSlice(config(dataSlice));
  return (account) => (account === undefined ? null : show(account, chosen, slice));
}

function readSlice({ offset, length }) {
  const start = integer(offset, 'dataSlice.offset');
  return { start, end: start + integer(length, 'dataSlice.length', { most: MAX_DATA_BYTES }) };
}

function show({ lamports, data, owner, executable }, encoding, slice) {
  const shown = slice === undefined ? data : data.subarray(slice.start, slice.end);
  if (encoding !== 'base64' && shown.length > MAX_BASE58_BYTES) {
    throw invalidRequest(`Encoded binary (base 58) data should be less than ${MAX_BASE58_BYTES} bytes, `
      + 'please use Base64 encoding.');
  }
  const rentEpoch = U64_MAX;
  return { data: encodeData(shown, encoding), executable, lamports, owner, rentEpoch, space: data.length };
}

/** Accounts as a simulation leaves them, for the addresses its caller names. */
export function simulatedAccounts(options, outcome, tx) {
  if (options === undefined || options === null) return null;
  const { addresses, encoding } = config(options);
  const keys = list(addresses, 'accounts.addresses', tx.accounts.length).map(publicKey);
  choice(encoding, 'accounts.encoding', ['base64']);
  if (outcome.err !== null) return keys.map(() => null);
  const view = accountView({ encoding: 'base64' });
  return keys.map((key) => view(outcome.accounts.get(key)));
}
