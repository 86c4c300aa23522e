import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { generateKeyPairSigner } from '@solana/kit';
import { startServer } from './support/server.js';
import {
  CONFIRMED, SOL, balanceOf, corrupted, fundedWallet, send, signed, statusOf, transfer,
} from './support/wallet.js';

const UNCHECKED = { ...CONFIRMED, skipPreflight: true };
const COMPUTE_BUDGET = 'ComputeBudget111111111111111111111111111111';
let server;
let wallet;
let other;

before(async () => {
  server = await startServer();
  wallet = await fundedWallet(server);
  other = (await generateKeyPairSigner()).address;
});
after(() => server.stop());

test('a status moves from processed through confirmed to finalized as slots pass', async () => {
  const signature = await send(server, wallet, [transfer(wallet, other, SOL)]);
  const seen = [];
  for (const slots of [1, 30, 1, 120]) {
    const { confirmations, confirmationStatus } = await statusOf(server, signature);
    seen.push([confirmations, confirmationStatus]);
    await server.call('admin_warpSlots', { slots });
  }
  assert.deepEqual(seen, [[0, 'processed'], [1, 'confirmed'], [31, 'confirmed'], [null, 'finalized']]);
  assert.equal(await statusOf(server, signature), null, 'older than the recent past');
  const { value } = await server.call('getSignatureStatuses', [signature], { searchTransactionHistory: true });
  assert.equal(value[0].confirmationStatus, 'finalized');
});

test('a second submission of the same transaction is already processed', async () => {
  const { wire } = await signed(server, wallet, [transfer(wallet, other, SOL)]);
  await server.call('sendTransaction', wire, CONFIRMED);
  const before = await balanceOf(server, other);
  const error = await server.refusal('sendTransaction', wire, CONFIRMED);
  assert.equal(error.code, -32002);
  assert.equal(error.data.err, 'AlreadyProcessed');
  await server.call('sendTransaction', wire, UNCHECKED);
  assert.equal(await balanceOf(server, other), before);
});

test('a forged signature is refused, or lost when preflight is skipped', async () => {
  const { wire } = await signed(server, wallet, [transfer(wallet, other, SOL)]);
  const forged = corrupted(wire, 5);
  assert.equal((await server.refusal('sendTransaction', forged, CONFIRMED)).code, -32003);
  const signature = await server.call('sendTransaction', forged, UNCHECKED);
  assert.equal(await statusOf(server, signature), null);
  const verified = { encoding: 'base64', sigVerify: true };
  assert.equal((await server.refusal('simulateTransaction', forged, verified)).code, -32003);
});

test('a failing program is reported by preflight with error, logs and units', async () => {
  const { wire } = await signed(server, wallet, [transfer(wallet, other, 1_000_000 * SOL)]);
  const { code, message, data } = await server.refusal('sendTransaction', wire, CONFIRMED);
  assert.equal(code, -32002);
  assert.equal(message, 'Transaction simulation failed: Error processing Instruction 0: custom program error: 0x1');
  assert.deepEqual(data.err, { InstructionError: [0, { Custom: 1 }] });
  assert.ok(data.logs.some((line) => line.includes('insufficient lamports')));
  assert.equal(data.unitsConsumed, 150);
});

test('without preflight the failure lands and costs its fee', async () => {
  const { wire, signature } = await signed(server, wallet, [transfer(wallet, other, 1_000_000 * SOL)]);
  const before = await balanceOf(server, wallet.address);
  await server.call('sendTransaction', wire, UNCHECKED);
  assert.deepEqual((await statusOf(server, signature)).err, { InstructionError: [0, { Custom: 1 }] });
  assert.equal(await balanceOf(server, wallet.address), before - 5_000);
});

test('fees shown are the fees charged, priority included', async () => {
  await server.call('admin_warpSlots', { slots: 1 });
  const instructions = [unitLimit(30_001), unitPrice(1_000_001n), transfer(wallet, other, SOL)];
  const { wire, signature } = await signed(server, wallet, instructions);
  const message = Buffer.from(wire, 'base64').subarray(65).toString('base64');
  const { value: foreseen } = await server.call('getFeeForMessage', message, { commitment: 'processed' });
  const before = await balanceOf(server, wallet.address);
  await server.call('sendTransaction', wire, CONFIRMED);
  assert.equal(before - (await balanceOf(server, wallet.address)), SOL + 35_002);
  assert.equal(foreseen, 35_002);

  const [latest] = (await server.call('getRecentPrioritizationFees', [])).slice(-1);
  assert.equal(latest.prioritizationFee, 1_000_001);
  await server.call('admin_warpSlots', { slots: 1 });
  const options = { commitment: 'confirmed', maxSupportedTransactionVersion: 0 };
  const { meta, transaction, version } = await server.call('getTransaction', signature, options);
  assert.equal(meta.fee, 35_002);
  assert.equal(version, 0);
  assert.equal(meta.preBalances[0] - meta.postBalances[0], SOL + 35_002);
  assert.equal(transaction.message.accountKeys[0], wallet.address);
  const encoded = await server.call('getTransaction', signature, { ...options, encoding: 'base64' });
  assert.deepEqual(encoded.transaction, [wire, 'base64']);
  const error = await server.refusal('getTransaction', signature, { commitment: 'confirmed' });
  assert.equal(error.code, -32015);
});

test('a simulation changes nothing, needs no signature, and shows accounts afterwards', async () => {
  const unknown = { version: 'legacy', blockhash: server.faucet };
  const { wire } = await signed(server, wallet, [transfer(wallet, other, SOL)], unknown);
  const before = await balanceOf(server, other);
  const options = { encoding: 'base64', commitment: 'processed', accounts: { encoding: 'base64', addresses: [other] } };
  const stale = (await server.call('simulateTransaction', corrupted(wire, 1), options)).value;
  assert.equal(stale.err, 'BlockhashNotFound');
  const replaced = { ...options, replaceRecentBlockhash: true };
  const { value } = await server.call('simulateTransaction', corrupted(wire, 1), replaced);
  assert.equal(value.err, null);
  assert.equal(value.accounts[0].lamports, before + SOL);
  assert.equal(typeof value.replacementBlockhash.lastValidBlockHeight, 'number');
  assert.equal(await balanceOf(server, other), before);
  const both = { ...options, sigVerify: true, replaceRecentBlockhash: true };
  assert.equal((await server.refusal('simulateTransaction', wire, both)).code, -32602);
});

test('a remainder below rent is refused as on a cluster', async () => {
  const poor = await fundedWallet(server, 1);
  const { wire } = await signed(server, poor, [transfer(poor, other, SOL - 5_001)]);
  const { data } = await server.refusal('sendTransaction', wire, CONFIRMED);
  assert.deepEqual(data.err, { InsufficientFundsForRent: { account_index: 0 } });
});

test('lost transactions are accepted and never land', async () => {
  await server.call('admin_dropTransactions', { count: 1 });
  const { wire, signature } = await signed(server, wallet, [transfer(wallet, other, 7 * SOL)]);
  assert.equal(await server.call('sendTransaction', wire, CONFIRMED), signature);
  assert.equal(await statusOf(server, signature), null);
  await server.call('sendTransaction', wire, CONFIRMED);
  assert.equal((await statusOf(server, signature)).err, null);
});

function unitLimit(units) {
  const data = Buffer.alloc(5, 2);
  data.writeUInt32LE(units, 1);
  return { programAddress: COMPUTE_BUDGET, data: new Uint8Array(data) };
}

function unitPrice(microLamports) {
  const data = Buffer.alloc(9, 3);
  data.writeBigUInt64LE(microLamports, 1);
  return { programAddress: COMPUTE_BUDGET, data: new Uint8Array(data) };
}
