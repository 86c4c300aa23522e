import {
  appendTransactionMessageInstructions, createTransactionMessage, generateKeyPairSigner,
  getBase64EncodedWireTransaction, getSignatureFromTransaction, pipe, setTransactionMessageFeePayerSigner,
  setTransactionMessageLifetimeUsingBlockhash, signTransactionMessageWithSigners,
} from '@solana/kit';
import { getTransferSolInstruction } from '@solana-program/system';

export const SOL = 1_000_000_000;
export const CONFIRMED = { encoding: 'base64', preflightCommitment: 'processed' };

/** A wallet of the given number of SOL. */
export async function fundedWallet(server, sol = 100) {
  const signer = await generateKeyPairSigner();
  await server.call('requestAirdrop', signer.address, sol * SOL);
  return signer;
}

export async function latestBlockhash(server, commitment = 'processed') {
  return (await server.call('getLatestBlockhash', { commitment })).value;
}

/** Signs instructions into { wire, signature }. */
export async function signed(server, payer, instructions, { blockhash, version = 0 } = {}) {
  const lifetime = { blockhash: blockhash ?? (await latestBlockhash(server)).blockhash, lastValidBlockHeight: 0n };
  const transaction = await signTransactionMessageWithSigners(pipe(
    createTransactionMessage({ version }),
    (message) => setTransactionMessageFeePayerSigner(payer, message),
    (message) => setTransactionMessageLifetimeUsingBlockhash(lifetime, message),
    (message) => appendTransactionMessageInstructions(instructions, message),
  ));
  return { wire: getBase64EncodedWireTransaction(transaction), signature: getSignatureFromTransaction(transaction) };
}

export const transfer = (source, destination, amount) => getTransferSolInstruction({ source, destination, amount });

export async function send(server, payer, instructions, options) {
  const { wire, signature } = await signed(server, payer, instructions, options);
  await server.call('sendTransaction', wire, CONFIRMED);
  return signature;
}

export async function statusOf(server, signature) {
  return (await server.call('getSignatureStatuses', [signature])).value[0];
}

export async function balanceOf(server, address) {
  return (await server.call('getBalance', address, { commitment: 'processed' })).value;
}

/** A copy of a base64 transaction with one byte changed. */
export function corrupted(wire, position, change = 1) {
  const bytes = Buffer.from(wire, 'base64');
  bytes[position] ^= change;
  return bytes.toString('base64');
}
