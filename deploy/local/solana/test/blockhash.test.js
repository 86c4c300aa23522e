import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { generateKeyPairSigner } from '@solana/kit';
import {
  getAdvanceNonceAccountInstruction, getCreateAccountInstruction, getInitializeNonceAccountInstruction,
  SYSTEM_PROGRAM_ADDRESS,
} from '@solana-program/system';
import { toBase58 } from '../src/encoding.js';
import { startServer } from './support/server.js';
import { CONFIRMED, SOL, fundedWallet, latestBlockhash, send, signed, statusOf, transfer } from './support/wallet.js';

let server;
let wallet;
let other;

before(async () => {
  server = await startServer();
  wallet = await fundedWallet(server);
  other = (await generateKeyPairSigner()).address;
});
after(() => server.stop());

test('a hash serves at the 150th block after it and not at the 151st', async () => {
  const { blockhash, lastValidBlockHeight } = await latestBlockhash(server);
  const first = await signed(server, wallet, [transfer(wallet, other, SOL)], { blockhash });
  const second = await signed(server, wallet, [transfer(wallet, other, 2 * SOL)], { blockhash });

  await server.call('admin_warpSlots', { slots: 150 });
  assert.equal(await server.call('getBlockHeight', { commitment: 'processed' }), lastValidBlockHeight);
  assert.equal(await isValid(blockhash), true);
  assert.equal(await server.call('sendTransaction', first.wire, CONFIRMED), first.signature);
  assert.equal((await statusOf(server, first.signature)).err, null);

  await server.call('admin_warpSlots', { slots: 1 });
  assert.equal(await isValid(blockhash), false);
  const { code, data } = await server.refusal('sendTransaction', second.wire, CONFIRMED);
  assert.deepEqual([code, data.err], [-32002, 'BlockhashNotFound']);
  await server.call('sendTransaction', second.wire, { ...CONFIRMED, skipPreflight: true });
  assert.equal(await statusOf(server, second.signature), null);
});

test('a duplicate is still known at the last height of its hash', async () => {
  const { wire } = await signed(server, wallet, [transfer(wallet, other, 3 * SOL)]);
  await server.call('sendTransaction', wire, CONFIRMED);
  await server.call('admin_warpSlots', { slots: 150 });
  assert.equal((await server.refusal('sendTransaction', wire, CONFIRMED)).data.err, 'AlreadyProcessed');
});

test('each commitment has its own latest hash', async () => {
  const levels = ['processed', 'confirmed', 'finalized'];
  const seen = await Promise.all(levels.map((level) => latestBlockhash(server, level)));
  const [processed, confirmed, finalized] = seen.map(({ lastValidBlockHeight }) => lastValidBlockHeight);
  assert.deepEqual([processed - confirmed, processed - finalized], [1, 32]);
});

test('a finalized preflight does not know a hash younger than itself', async () => {
  const { wire } = await signed(server, wallet, [transfer(wallet, other, SOL)]);
  const { data } = await server.refusal('sendTransaction', wire, { encoding: 'base64' });
  assert.equal(data.err, 'BlockhashNotFound');
});

test('a durable nonce outlives every blockhash and serves once, even for a failure', async () => {
  const nonce = await createNonce();
  const advance = getAdvanceNonceAccountInstruction({ nonceAccount: nonce, nonceAuthority: wallet });
  const stored = await storedNonce(nonce);
  await server.call('admin_warpSlots', { slots: 200 });

  const paid = await signed(server, wallet, [advance, transfer(wallet, other, SOL)], { blockhash: stored });
  await server.call('sendTransaction', paid.wire, CONFIRMED);
  assert.equal((await statusOf(server, paid.signature)).err, null);
  assert.notEqual(await storedNonce(nonce), stored);
  assert.equal((await server.refusal('sendTransaction', paid.wire, CONFIRMED)).data.err, 'BlockhashNotFound');

  await server.call('admin_warpSlots', { slots: 1 });
  const next = await storedNonce(nonce);
  const failing = await signed(server, wallet, [advance, transfer(wallet, other, 1e15)], { blockhash: next });
  await server.call('sendTransaction', failing.wire, { ...CONFIRMED, skipPreflight: true });
  assert.deepEqual((await statusOf(server, failing.signature)).err, { InstructionError: [1, { Custom: 1 }] });
  assert.notEqual(await storedNonce(nonce), next);
});

async function isValid(blockhash) {
  return (await server.call('isBlockhashValid', blockhash, { commitment: 'processed' })).value;
}

async function createNonce() {
  const nonce = await generateKeyPairSigner();
  await send(server, wallet, [
    getCreateAccountInstruction({
      payer: wallet, newAccount: nonce, lamports: SOL, space: 80, programAddress: SYSTEM_PROGRAM_ADDRESS,
    }),
    getInitializeNonceAccountInstruction({ nonceAccount: nonce.address, nonceAuthority: wallet.address }),
  ]);
  return nonce.address;
}

async function storedNonce(nonce) {
  const { value } = await server.call('getAccountInfo', nonce, { encoding: 'base64' });
  return toBase58(Buffer.from(value.data[0], 'base64').subarray(40, 72));
}
