import { admissionError, durableNonce } from './admission.js';
import { rejected } from './outcome.js';
import { loadedAddresses } from './tx/lookups.js';
import { advanced } from './tx/nonce.js';
import { computeBudget, feeOf } from './tx/fees.js';

/** Runs a transaction without effect in a bank at the given slot. */
export function simulate(chain, tx, slot) {
  const err = admissionError(chain, tx, slot);
  return err === undefined ? chain.runtime.simulate(tx) : rejected(err);
}

/**
 * Processes a transaction in the current slot. One that fails admission, or whose payer cannot pay, is dropped
 * without a trace, as a cluster does; one that fails in a program lands with its error and costs its fee.
 */
export function land(chain, tx) {
  if (admissionError(chain, tx) !== undefined) return;
  const { runtime, clock, blockhashes, ledger } = chain;
  const nonce = durableNonce(chain, tx);
  const loaded = loadedAddresses(runtime, tx);
  const addresses = [...tx.accounts, ...loaded.writable, ...loaded.readonly];
  const preBalances = addresses.map((address) => runtime.balance(address));
  const outcome = runtime.execute(tx);
  const postBalances = addresses.map((address) => runtime.balance(address));
  if (outcome.err !== null && postBalances[0] === preBalances[0]) return;
  if (outcome.err !== null && nonce !== undefined) consume(runtime, nonce, blockhashes.newest);
  const { slot, unixTimestamp: blockTime } = clock;
  const { price } = computeBudget(tx);
  ledger.add({ tx, slot, blockTime, price, fee: feeOf(tx), loaded, preBalances, postBalances, ...outcome });
}

/** A failed transaction uses its nonce up all the same, or it could be charged again and again. */
function consume(runtime, address, newestBlockhash) {
  const account = runtime.account(address);
  runtime.setAccount(address, { ...account, data: advanced(account.data, newestBlockhash) });
}
