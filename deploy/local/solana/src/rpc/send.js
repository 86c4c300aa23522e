import { badSignature, preflightFailure } from '../errors.js';
import { land, simulate } from '../execution.js';
import { MAX_AIRDROP } from '../faucet.js';
import { allSignaturesVerify } from '../tx/ed25519.js';
import { describe } from '../tx/failure.js';
import { contextSlot } from './context.js';
import { config, flag, integer, publicKey } from './params.js';
import { simulationView } from './simulation-view.js';
import { transaction } from './transaction-param.js';

export const sendMethods = (chain) => ({
  sendTransaction(text, options) {
    const { encoding, skipPreflight, preflightCommitment, minContextSlot, maxRetries } = config(options);
    integer(maxRetries, 'maxRetries', { otherwise: 0 });
    const slot = contextSlot(chain, { commitment: preflightCommitment, minContextSlot });
    const tx = transaction(text, encoding);
    if (!flag(skipPreflight, 'skipPreflight')) preflight(chain, tx, slot);
    if (!lost(chain) && allSignaturesVerify(tx)) land(chain, tx);
    return tx.signature;
  },

  requestAirdrop(address, lamports, options) {
    const recipient = publicKey(address);
    const amount = BigInt(integer(lamports, 'lamports', { least: 1, most: Number(MAX_AIRDROP) }));
    contextSlot(chain, options);
    const { signature, outcome } = chain.faucet.airdrop(recipient, amount);
    if (outcome.err !== null) throw preflightFailure(describe(outcome.err), simulationView(outcome));
    return signature;
  },
});

/** The bank of the preflight commitment judges the blockhash, so a young hash needs a young commitment here too. */
function preflight(chain, tx, slot) {
  if (!allSignaturesVerify(tx)) throw badSignature();
  const outcome = simulate(chain, tx, slot);
  if (outcome.err !== null) throw preflightFailure(describe(outcome.err), simulationView(outcome));
}

function lost(chain) {
  if (chain.transactionsToDrop === 0) return false;
  chain.transactionsToDrop -= 1;
  return true;
}
