import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startServer } from './support/server.js';

const HEALTH = { jsonrpc: '2.0', id: 1, method: 'getHealth' };
let server;

before(async () => {
  server = await startServer();
});
after(() => server.stop());

async function exchange(body) {
  return (await server.post(typeof body === 'string' ? body : JSON.stringify(body))).json();
}

test('what is not JSON is a parse error', async () => {
  for (const body of ['', '{', 'garbage', '['.repeat(100_000), '{"jsonrpc":']) {
    assert.equal((await exchange(body)).error.code, -32700);
  }
});

test('what is not a call is an invalid request', async () => {
  const bad = [[], {}, null, 5, '"x"', { ...HEALTH, jsonrpc: '1.0' }, { ...HEALTH, method: 5 }, { ...HEALTH, id: {} }];
  for (const body of bad) {
    assert.equal((await exchange(body)).error.code, -32600, JSON.stringify(body));
  }
});

test('an unknown method and unsuitable params have codes of their own', async () => {
  for (const method of ['getNothing', 'constructor', '__proto__', 'toString', '']) {
    assert.equal((await exchange({ ...HEALTH, method })).error.code, -32601);
  }
  assert.equal((await exchange({ ...HEALTH, params: { a: 1 } })).error.code, -32602);
  assert.equal((await exchange({ ...HEALTH, params: 'x' })).error.code, -32602);
});

test('a batch is answered in order, notifications are not answered', async () => {
  const { id, ...notification } = HEALTH;
  const answers = await exchange([{ ...HEALTH, id: 'a' }, notification, 7, { ...HEALTH, id: 2, method: 'nope' }]);
  assert.deepEqual(answers.map((answer) => [answer.id, answer.result ?? answer.error.code]),
    [['a', 'ok'], [null, -32600], [2, -32601]]);
  assert.equal(await (await server.post(JSON.stringify(notification))).text(), '');
});

test('a body over the limit is refused with 413', async () => {
  const response = await server.post(JSON.stringify({ ...HEALTH, padding: 'x'.repeat(1024 * 1024) }));
  assert.equal(response.status, 413);
  assert.equal((await exchange(HEALTH)).result, 'ok');
});

test('other content types and HTTP methods are refused', async () => {
  assert.equal((await server.post(JSON.stringify(HEALTH), { 'content-type': 'text/plain' })).status, 415);
  assert.equal((await fetch(server.url)).status, 405);
  assert.equal(await (await fetch(`${server.url}/health`)).text(), 'ok');
});
