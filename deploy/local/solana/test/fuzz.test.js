import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { generateKeyPairSigner } from '@solana/kit';
import { startServer } from './support/server.js';
import { SOL, fundedWallet, signed, transfer } from './support/wallet.js';

/** A fixed seed: a failure can be repeated. */
const random = generator('tidepool');
const METHODS = [
  'getAccountInfo', 'getMultipleAccounts', 'getProgramAccounts', 'getBalance', 'getSignatureStatuses', 'getTransaction',
  'simulateTransaction', 'sendTransaction', 'requestAirdrop', 'isBlockhashValid', 'getFeeForMessage', 'getEpochInfo',
  'getInflationReward', 'getVoteAccounts', 'getMinimumBalanceForRentExemption', 'getRecentPrioritizationFees',
  'getBlockTime', 'admin_warpSlots', 'admin_setDelinquent', 'admin_fault', 'admin_setAccountLamports',
  'admin_payReward',
];
let server;
let wallet;
let valid;

before(async () => {
  server = await startServer();
  wallet = await fundedWallet(server);
  const other = (await generateKeyPairSigner()).address;
  const instructions = [
    transfer(wallet, other, SOL),
    { programAddress: 'MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr', data: Buffer.from('a memo') },
    { programAddress: 'Stake11111111111111111111111111111111111111', data: new Uint8Array([13, 0, 0, 0]) },
    { programAddress: 'ComputeBudget111111111111111111111111111111', data: new Uint8Array([2, 0, 0, 2, 0]) },
  ];
  const [legacy, versioned] = ['legacy', 0].map((version) => signed(server, wallet, instructions, { version }));
  valid = [await legacy, await versioned].map(({ wire }) => Buffer.from(wire, 'base64'));
  // The empty list of table lookups at the end becomes a lookup in an account that is no table.
  valid.push(Buffer.concat([valid[1].subarray(0, -1), Buffer.from([1, ...Buffer.alloc(32, 7), 1, 0, 1, 1])]));
});
after(() => server.stop());

test('2,000 garbage and mutated transactions leave the process alive', async () => {
  const codes = new Set();
  for (let round = 0; round < 20; round += 1) {
    const calls = Array.from({ length: 100 }, (_, index) => {
      const wire = (index % 4 === 0 ? garbage(random(1_400)) : mutated(valid[index % 3])).toString('base64');
      return index % 2 === 0
        ? call('simulateTransaction', [wire, { encoding: 'base64', replaceRecentBlockhash: random(2) === 0 }])
        : call('sendTransaction', [wire, { encoding: 'base64', skipPreflight: random(2) === 0 }]);
    });
    for (const { error } of await exchange(calls)) codes.add(error?.code ?? 0);
  }
  assert.ok(!codes.has(-32603), 'nothing is an internal error');
  assert.ok(codes.has(-32602) && codes.has(0));
  assert.equal(server.child.exitCode, null);
});

test('2,000 senseless parameter lists leave the process alive and meet no internal error', async () => {
  for (let round = 0; round < 20; round += 1) {
    const calls = Array.from({ length: 100 }, () => call(METHODS[random(METHODS.length)], senseless(3)));
    await server.call('admin_clearFaults');
    const answers = await exchange(calls);
    assert.deepEqual(answers.filter(({ error }) => error?.code === -32603), []);
  }
  assert.equal(await server.call('getHealth'), 'ok');
});

test('truncation of a valid transaction at any byte is refused', async () => {
  const [wire] = valid;
  const calls = Array.from({ length: wire.length }, (_, length) =>
    call('simulateTransaction', [wire.subarray(0, length).toString('base64'), { encoding: 'base64' }]));
  assert.ok((await exchange(calls)).every(({ error }) => error.code === -32602));
});

const call = (method, params) => ({ jsonrpc: '2.0', id: 1, method, params });

async function exchange(calls) {
  return (await server.post(JSON.stringify(calls))).json();
}

function mutated(wire) {
  const bytes = Buffer.from(wire);
  for (let changes = 1 + random(3); changes > 0; changes -= 1) bytes[random(bytes.length)] = random(256);
  // Mutations of the message skeleton are the ones that reach furthest, so half of them strike there.
  if (random(2) === 0) bytes[65 + random(6)] = random(8);
  return random(8) === 0 ? Buffer.concat([bytes, garbage(random(20))]) : bytes;
}

function garbage(length) {
  return Buffer.from(Array.from({ length }, () => random(256)));
}

/** Random JSON whose keys and texts are ones the methods look at. */
function value(depth) {
  const texts = [wallet.address, 'base64', 'base58', 'finalized', '', 'x', '\u0000', server.votes[0], '1'.repeat(64)];
  const keys = ['encoding', 'filters', 'memcmp', 'bytes', 'offset', 'dataSlice', 'length', 'commitment', 'accounts',
    'addresses', 'minContextSlot', 'slots', 'vote', 'method', 'kind', 'pubkey', 'lamports', 'epoch', 'dataSize'];
  switch (random(depth > 0 ? 8 : 5)) {
    case 0: return [null, true, false][random(3)];
    case 1: return [0, -1, 1, 200, 2 ** 53, 1e308, 0.5][random(7)];
    case 2: return garbage(random(80)).toString('base64');
    case 3: case 4: return texts[random(texts.length)];
    case 5: return senseless(depth - 1);
    default: {
      const members = Array.from({ length: random(5) }, () => [keys[random(keys.length)], value(depth - 1)]);
      return Object.fromEntries(members);
    }
  }
}

const senseless = (depth) => Array.from({ length: random(4) }, () => value(depth));

function generator(seed) {
  let state = createHash('sha256').update(seed).digest().readUInt32LE();
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}
