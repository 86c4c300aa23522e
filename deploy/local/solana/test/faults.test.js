import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { startServer } from './support/server.js';

const HEALTH = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'getHealth' });
let server;

before(async () => {
  server = await startServer();
});
afterEach(() => server.call('admin_clearFaults'));
after(() => server.stop());

const plant = (fault) => server.call('admin_fault', { method: 'getHealth', count: 1, ...fault });
const assertHealthy = async () => assert.equal(await server.call('getHealth'), 'ok');

test('429 says when to come back', async () => {
  await plant({ kind: '429', retryAfter: 7 });
  const response = await server.post(HEALTH);
  assert.deepEqual([response.status, response.headers.get('retry-after')], [429, '7']);
  await assertHealthy();
});

test('drop closes the connection without an answer', async () => {
  await plant({ kind: 'drop' });
  await assert.rejects(server.post(HEALTH), /fetch failed/);
  await assertHealthy();
});

test('delay answers late', async () => {
  await plant({ kind: 'delay', delayMs: 120 });
  const begin = performance.now();
  await assertHealthy();
  assert.ok(performance.now() - begin >= 100);
  await assertHealthy();
});

test('an unhealthy node says how far behind it is', async () => {
  await plant({ kind: '-32005' });
  const { code, data } = await server.refusal('getHealth');
  assert.deepEqual([code, data], [-32005, { numSlotsBehind: 42 }]);
  await assertHealthy();
});

test('html stands for a proxy in the way', async () => {
  await plant({ kind: 'html' });
  const response = await server.post(HEALTH);
  assert.equal(response.status, 502);
  assert.match(response.headers.get('content-type'), /html/);
  await assertHealthy();
});

test('hang never answers', async () => {
  await plant({ kind: 'hang' });
  const headers = { 'content-type': 'application/json' };
  const hanging = fetch(server.url, { method: 'POST', headers, body: HEALTH, signal: AbortSignal.timeout(150) });
  await assert.rejects(hanging, { name: 'TimeoutError' });
  await assertHealthy();
});

test('a fault for every method spares the admin calls, and holds until cleared', async () => {
  await plant({ method: '*', kind: '-32005', count: null });
  assert.equal((await server.refusal('getSlot')).code, -32005);
  assert.equal((await server.refusal('getHealth')).code, -32005);
  assert.equal((await server.call('admin_status')).faults.length, 1);
  await server.call('admin_clearFaults');
  await assertHealthy();
});

test('a fault for one method spares the others and strikes as often as told', async () => {
  await plant({ kind: '-32005', count: 2 });
  await server.call('getSlot');
  await server.refusal('getHealth');
  await server.refusal('getHealth');
  await assertHealthy();
});

test('an unknown kind is refused', async () => {
  assert.equal((await server.refusal('admin_fault', { method: '*', kind: 'fire' })).code, -32602);
  assert.equal((await server.refusal('admin_fault', { kind: 'drop' })).code, -32602);
});

test('a node that lags answers of an older slot, and not who wants a newer', async () => {
  const slot = await server.call('admin_warpSlots', { slots: 100 }).then(() => server.call('getSlot', { commitment: 'confirmed' }));
  await server.call('admin_fault', { method: 'getLatestBlockhash', kind: 'lag', count: 2, slots: 30 });
  const { context } = await server.call('getLatestBlockhash', { commitment: 'confirmed' });
  assert.ok(context.slot < slot);
  const { code } = await server.refusal('getLatestBlockhash', { commitment: 'confirmed', minContextSlot: slot - 10 });
  assert.equal(code, -32016);
});

test('calls are counted by method, and what was sent and what prices were asked of is kept as it came', async () => {
  const before = await server.call('admin_calls');
  await server.call('getHealth');
  await server.refusal('sendTransaction', 'no transaction', { encoding: 'base64' });
  await server.call('getRecentPrioritizationFees', ['11111111111111111111111111111111']);
  const { methods, sent, priced } = await server.call('admin_calls');
  assert.equal(methods.getHealth, (before.methods.getHealth ?? 0) + 1);
  assert.equal(sent.at(-1), 'no transaction');
  assert.deepEqual(priced, ['11111111111111111111111111111111']);
  assert.equal(methods.admin_calls, undefined);
});
