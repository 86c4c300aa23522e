import { hasValidNonce, nonceAddress } from './tx/nonce.js';

/**
 * What a cluster checks before it runs a transaction, for a bank at the given slot: the name of the error, or
 * undefined. The runtime itself knows only its newest blockhash and no history, so these checks live here.
 */
export function admissionError(chain, tx, slot = chain.clock.slot) {
  if (tx.hasDuplicateAccounts()) return 'AccountLoadedTwice';
  const lives = chain.blockhashes.isValid(tx.blockhash, slot) || durableNonce(chain, tx) !== undefined;
  if (!lives) return 'BlockhashNotFound';
  return chain.ledger.get(tx.signature) === undefined ? undefined : 'AlreadyProcessed';
}

/** Address of the nonce that keeps the transaction valid without a recent blockhash, or undefined. */
export function durableNonce(chain, tx) {
  const address = nonceAddress(tx);
  if (address === undefined) return undefined;
  return hasValidNonce(tx, chain.runtime.account(address), chain.blockhashes.newest) ? address : undefined;
}
