import { fromBase58 } from '../encoding.js';
import { badSignature, invalidParams } from '../errors.js';
import { simulate } from '../execution.js';
import { allSignaturesVerify } from '../tx/ed25519.js';
import { simulatedAccounts } from './accounts.js';
import { latestBlockhash } from './blockhash.js';
import { contextSlot, inContext } from './context.js';
import { config, flag } from './params.js';
import { simulationView } from './simulation-view.js';
import { transaction } from './transaction-param.js';

export const simulateMethods = (chain) => ({
  simulateTransaction(text, options) {
    const { encoding, sigVerify, replaceRecentBlockhash, accounts, innerInstructions } = config(options);
    const [verify, replace] = [flag(sigVerify, 'sigVerify'), flag(replaceRecentBlockhash, 'replaceRecentBlockhash')];
    if (verify && replace) throw invalidParams('sigVerify may not be used with replaceRecentBlockhash');
    const slot = contextSlot(chain, options);
    const given = transaction(text, encoding);
    if (verify && !allSignaturesVerify(given)) throw badSignature();
    const replacement = replace ? latestBlockhash(chain, slot) : null;
    const tx = replace ? given.withBlockhash(replacement.blockhash, fromBase58(replacement.blockhash, 44)) : given;
    const outcome = simulate(chain, tx, slot);
    return inContext(slot, {
      ...simulationView(outcome, flag(innerInstructions, 'innerInstructions')),
      accounts: simulatedAccounts(accounts, outcome, tx),
      replacementBlockhash: replacement,
    });
  },
});
