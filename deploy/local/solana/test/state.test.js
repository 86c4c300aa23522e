import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startServer } from './support/server.js';
import { SOL, balanceOf, fundedWallet, latestBlockhash, send, transfer } from './support/wallet.js';

test('a saved state continues where the last run stopped', async (t) => {
  const directory = await mkdtemp(join(tmpdir(), 'tidepool-solana-'));
  t.after(() => rm(directory, { recursive: true }));
  const first = await startServer('--state', directory);
  const wallet = await fundedWallet(first, 5);
  await first.call('admin_warpEpochs', { epochs: 2 });
  const { blockhash } = await latestBlockhash(first);
  const before = await first.call('getEpochInfo');
  assert.equal(await first.stop(), 0);

  const second = await startServer('--state', directory);
  assert.deepEqual([second.faucet, second.votes], [first.faucet, first.votes]);
  assert.equal((await second.call('getEpochInfo')).absoluteSlot, before.absoluteSlot);
  assert.equal((await second.call('getVoteAccounts')).current.length, 3);
  await send(second, wallet, [transfer(wallet, second.votes[0], SOL)], { blockhash });
  assert.equal(await balanceOf(second, wallet.address), 4 * SOL - 5_000);
  await fundedWallet(second, 5);
  assert.equal(await second.stop('SIGINT'), 0);
});

test('a stop with a hanging connection is still clean', async () => {
  const server = await startServer();
  await server.call('admin_fault', { method: 'getHealth', kind: 'hang' });
  const hanging = server.call('getHealth').catch((error) => error);
  await server.call('getSlot');
  assert.equal(await server.stop(), 0);
  assert.match((await hanging).message, /fetch failed/);
});

test('a wrong command line is explained', () => {
  const main = fileURLToPath(new URL('../src/main.js', import.meta.url));
  for (const line of ['', '--port x', '--port 70000', '--port 0 --nope', '--port 0 --slot-ms=-1']) {
    const { status, stderr } = spawnSync(process.execPath, [main, ...line.split(' ').filter(Boolean)]);
    assert.equal(status, 2);
    assert.match(stderr.toString(), /usage: node src\/main\.js/);
  }
});
