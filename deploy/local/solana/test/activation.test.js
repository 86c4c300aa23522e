import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BOOTSTRAP_EPOCH, statusOf } from '../src/stake/activation.js';

const NEVER = 2n ** 64n - 1n;
const history = (entries) => new Map(entries.map(([epoch, effective, activating, deactivating = 0n]) =>
  [epoch, { effective, activating, deactivating }]));
const delegation = (changes) => ({ stake: 1_000n, activationEpoch: 5n, deactivationEpoch: NEVER, ...changes });

test('a delegation activates by its share of nine percent of the cluster', () => {
  const past = history([[5n, 2_000n, 1_000n], [6n, 2_180n, 820n]]);
  assert.deepEqual(statusOf(delegation(), 5n, past), { effective: 0n, activating: 1_000n, deactivating: 0n });
  assert.deepEqual(statusOf(delegation(), 6n, past), { effective: 180n, activating: 820n, deactivating: 0n });
  assert.deepEqual(statusOf(delegation(), 7n, past), { effective: 376n, activating: 624n, deactivating: 0n });
});

test('a missing history entry means the move is complete', () => {
  assert.equal(statusOf(delegation(), 9n, history([])).effective, 1_000n);
  assert.equal(statusOf(delegation({ deactivationEpoch: 7n }), 9n, history([])).effective, 0n);
});

test('a deactivation cools down over epochs', () => {
  const past = history([[7n, 2_000n, 0n, 1_000n]]);
  const cooling = delegation({ activationEpoch: BOOTSTRAP_EPOCH, deactivationEpoch: 7n });
  assert.deepEqual(statusOf(cooling, 7n, past), { effective: 1_000n, activating: 0n, deactivating: 1_000n });
  assert.deepEqual(statusOf(cooling, 8n, past), { effective: 820n, activating: 0n, deactivating: 820n });
});

test('a stake deactivated in the epoch of its activation was never active', () => {
  const status = statusOf(delegation({ deactivationEpoch: 5n }), 5n, history([]));
  assert.deepEqual(status, { effective: 0n, activating: 0n, deactivating: 0n });
});
