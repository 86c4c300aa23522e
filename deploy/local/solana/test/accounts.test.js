import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { generateKeyPairSigner } from '@solana/kit';
import { toBase58 } from '../src/encoding.js';
import { startServer } from './support/server.js';
import { SOL, balanceOf } from './support/wallet.js';

let server;
let fresh;

before(async () => {
  server = await startServer();
  fresh = (await generateKeyPairSigner()).address;
});
after(() => server.stop());

test('an airdrop is a real transfer from the faucet', async () => {
  const signature = await server.call('requestAirdrop', fresh, 3 * SOL);
  assert.equal(await balanceOf(server, fresh), 3 * SOL);
  await server.call('admin_warpSlots', { slots: 32 });
  const { meta, transaction } = await server.call('getTransaction', signature);
  assert.deepEqual(transaction.message.accountKeys.slice(0, 2), [server.faucet, fresh]);
  assert.equal(meta.fee, 5_000);
});

test('equal airdrops in one slot are different transactions', async () => {
  const before = await balanceOf(server, fresh);
  const [first, second] = await Promise.all([1, 2].map(() => server.call('requestAirdrop', fresh, SOL)));
  assert.notEqual(first, second);
  assert.equal(await balanceOf(server, fresh), before + 2 * SOL);
});

test('airdrops outside of 1 lamport to a million SOL are refused', async () => {
  for (const lamports of [0, -1, 1.5, '5', null, 1_000_000 * SOL + 1]) {
    assert.equal((await server.refusal('requestAirdrop', fresh, lamports)).code, -32602, String(lamports));
  }
});

test('an absent account is null, a present one has all its fields', async () => {
  const absent = (await generateKeyPairSigner()).address;
  const options = { encoding: 'base64' };
  const { context, value } = await server.call('getMultipleAccounts', [absent, server.votes[0]], options);
  assert.equal(value[0], null);
  assert.deepEqual(Object.keys(value[1]).sort(), ['data', 'executable', 'lamports', 'owner', 'rentEpoch', 'space']);
  assert.equal(value[1].space, 3_762);
  assert.equal(context.slot, await server.call('getSlot'));
});

test('encodings other than base58 and base64 are refused, and base58 only serves short data', async () => {
  const vote = server.votes[0];
  assert.equal((await server.refusal('getAccountInfo', vote, { encoding: 'jsonParsed' })).code, -32602);
  assert.equal((await server.refusal('getAccountInfo', vote)).code, -32600);
  const sliced = { encoding: 'base58', dataSlice: { offset: 0, length: 4 } };
  const { data } = (await server.call('getAccountInfo', vote, sliced)).value;
  assert.deepEqual(data, [toBase58(Uint8Array.of(3, 0, 0, 0)), 'base58']);
});

test('bad keys, filters and slices are refused by name', async () => {
  const stake = 'Stake11111111111111111111111111111111111111';
  const refused = [
    ['getBalance', 'not-a-key'], ['getBalance', 7], ['getBalance'], ['getBalance', server.faucet.slice(2)],
    ['getProgramAccounts', stake, { filters: [{}] }], ['getProgramAccounts', stake, { filters: 'x' }],
    ['getProgramAccounts', stake, { filters: [{ memcmp: { offset: 0, bytes: '0OIl' } }] }],
    ['getProgramAccounts', stake, { filters: Array(5).fill({ dataSize: 1 }) }],
    ['getAccountInfo', stake, { dataSlice: { offset: -1, length: 1 } }],
    ['getMultipleAccounts', Array(101).fill(stake)], ['getSlot', { commitment: 'max' }], ['getSlot', []],
    ['getMinimumBalanceForRentExemption', 2 ** 53],
  ];
  for (const call of refused) {
    assert.equal((await server.refusal(...call)).code, -32602, JSON.stringify(call));
  }
});

test('a future minimum context slot is not reached yet', async () => {
  const slot = await server.call('getSlot');
  const { code, data } = await server.refusal('getBalance', fresh, { minContextSlot: slot + 1 });
  assert.deepEqual([code, data], [-32016, { contextSlot: slot }]);
  await server.call('getBalance', fresh, { minContextSlot: slot });
});

test('a balance can be set beyond what a JSON number carries exactly', async () => {
  await server.call('admin_setAccountLamports', { pubkey: fresh, lamports: '18446744073709551615' });
  const body = { jsonrpc: '2.0', id: 1, method: 'getBalance', params: [fresh] };
  const text = await (await server.post(JSON.stringify(body))).text();
  assert.match(text, /"value":18446744073709551615}/);
  const over = { pubkey: fresh, lamports: '18446744073709551616' };
  assert.equal((await server.refusal('admin_setAccountLamports', over)).code, -32602);
});
