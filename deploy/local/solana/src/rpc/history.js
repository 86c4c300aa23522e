import { MAX_AGE } from '../blockhashes.js';
import { invalidParams, unsupportedVersion } from '../errors.js';
import { contextSlot, inContext } from './context.js';
import { choice, config, flag, integer, list, signature } from './params.js';
import { transactionView } from './transaction-view.js';

const MAX_SIGNATURES = 256;

export const historyMethods = (chain) => ({
  getSignatureStatuses(signatures, options) {
    const keys = list(signatures, 'signatures', MAX_SIGNATURES).map(signature);
    const search = flag(config(options).searchTransactionHistory, 'searchTransactionHistory');
    return inContext(chain.clock.slot, keys.map((key) => status(chain, chain.ledger.get(key), search)));
  },

  getTransaction(key, options) {
    const record = chain.ledger.get(signature(key));
    const { encoding, newestVersion, commitment } = readOptions(options);
    if (commitment === 'processed') throw invalidParams('Method does not support commitment below `confirmed`');
    if (record === undefined || record.slot > contextSlot(chain, { commitment })) return null;
    if (record.tx.version === 0 && newestVersion < 0) throw unsupportedVersion(0);
    return transactionView(record, encoding, newestVersion >= 0);
  },
});

/** Older callers pass the encoding alone instead of an object. Without a version they understand legacy alone (-1). */
function readOptions(options) {
  const given = typeof options === 'string' ? { encoding: options } : config(options);
  return {
    encoding: choice(given.encoding, 'encoding', ['json', 'base58', 'base64'], 'json'),
    newestVersion: integer(given.maxSupportedTransactionVersion, 'maxSupportedTransactionVersion', { otherwise: -1 }),
    commitment: given.commitment,
  };
}

/** Only the recent past is known without a search of the history. */
function status({ clock }, record, search) {
  if (record === undefined || (!search && record.slot < clock.slot - MAX_AGE)) return null;
  const { slot, err } = record;
  const confirmationStatus = clock.commitmentOf(slot);
  return {
    slot,
    confirmations: confirmationStatus === 'finalized' ? null : clock.slot - slot,
    confirmationStatus,
    err,
    status: err === null ? { Ok: null } : { Err: err },
  };
}
