import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startServer, until } from './support/server.js';

const CURRENT = { commitment: 'processed' };
let server;

before(async () => {
  server = await startServer();
});
after(() => server.stop());

test('three vote accounts are current, with stake, commission and credits', async () => {
  const { current, delinquent } = await server.call('getVoteAccounts');
  assert.deepEqual(current.map(({ votePubkey }) => votePubkey), server.votes);
  assert.deepEqual(current.map(({ commission }) => commission), [5, 10, 100]);
  assert.ok(current.every(({ activatedStake, epochCredits }) => activatedStake > 0 && epochCredits.length === 5));
  assert.equal(current[0].lastVote, await server.call('getSlot', CURRENT));
  assert.deepEqual(delinquent, []);
});

test('a vote account on chain tells the same as the list', async () => {
  const [first] = (await server.call('getVoteAccounts')).current;
  const { value } = await server.call('getAccountInfo', first.votePubkey, { encoding: 'base64' });
  const data = Buffer.from(value.data[0], 'base64');
  assert.equal(value.owner, 'Vote111111111111111111111111111111111111111');
  assert.equal(data.readUInt32LE(0), 3, 'version 4 of the vote state');
  assert.equal(data.readUInt16LE(132), first.commission * 100);
  assert.equal(Number(data.readBigUInt64LE(145)), 31);
  assert.equal(Number(data.readBigUInt64LE(153 + 30 * 13 + 1)), first.lastVote);
});

test('a delinquent validator falls behind, stays there, and recovers', async () => {
  const [, vote] = server.votes;
  await server.call('admin_setDelinquent', { vote, delinquent: true });
  await server.call('admin_warpSlots', { slots: 5 });
  const { current, delinquent } = await server.call('getVoteAccounts');
  assert.deepEqual([current.length, delinquent.map(({ votePubkey }) => votePubkey)], [2, [vote]]);
  assert.ok(delinquent[0].lastVote < (await server.call('getSlot')) - 128);
  await server.call('admin_setDelinquent', { vote, delinquent: false });
  assert.equal((await server.call('getVoteAccounts')).current.length, 3);
  assert.equal((await server.refusal('admin_setDelinquent', { vote: server.faucet })).code, -32602);
});

test('slot, height and epoch agree, and follow the commitment', async () => {
  const [processed, finalized] = await Promise.all(['processed', 'finalized']
    .map((commitment) => server.call('getEpochInfo', { commitment })));
  assert.equal(processed.absoluteSlot - finalized.absoluteSlot, 32);
  assert.equal(processed.blockHeight, await server.call('getBlockHeight', CURRENT));
  assert.notEqual(processed.blockHeight, processed.absoluteSlot);
  const { slotsPerEpoch } = await server.call('getEpochSchedule');
  assert.equal(processed.slotsInEpoch, slotsPerEpoch);
  assert.equal(processed.epoch * slotsPerEpoch + processed.slotIndex, processed.absoluteSlot);
});

test('a warp by epochs ends at the first slot of an epoch', async () => {
  const { epoch } = await server.call('getEpochInfo', CURRENT);
  await server.call('admin_warpEpochs', { epochs: 3 });
  const after = await server.call('getEpochInfo', CURRENT);
  assert.deepEqual([after.epoch, after.slotIndex], [epoch + 3, 0]);
});

test('rewards are those paid, and unknown for an epoch that has not ended', async () => {
  const [{ account, pubkey }] = await stakesOfFirstValidator();
  await server.call('admin_payReward', { pubkey, lamports: 12_345 });
  const { epoch } = await server.call('getEpochInfo', CURRENT);
  const options = { commitment: 'confirmed', epoch: epoch - 1 };
  await server.call('admin_warpSlots', { slots: 2 });
  const [reward, none] = await server.call('getInflationReward', [pubkey, server.faucet], options);
  assert.deepEqual([reward.amount, reward.epoch, reward.commission, none], [12_345, epoch - 1, 5, null]);
  assert.ok(reward.postBalance > account.lamports);
  assert.equal((await server.refusal('getInflationReward', [pubkey], { epoch })).code, -32004);
  assert.equal((await server.refusal('admin_payReward', { pubkey: server.faucet, lamports: 1 })).code, -32602);
});

test('the supply is what all accounts hold, whoever they belong to', async () => {
  const options = { excludeNonCirculatingAccountsList: true };
  const before = (await server.call('getSupply', options)).value;
  const nobody = await server.call('getGenesisHash');
  await server.call('admin_setAccountLamports', { pubkey: nobody, lamports: 5_000_000_000_000 });
  assert.deepEqual([before.circulating, before.nonCirculating], [before.total, 0]);
  assert.ok(before.total > 90_000_000 * 1e9, 'the stakes and more');
  assert.equal((await server.call('getSupply')).value.total - before.total, 5_000_000_000_000);
  assert.equal((await server.refusal('getSupply', { excludeNonCirculatingAccountsList: 1 })).code, -32602);
});

test('slots advance by themselves, each with a hash of its own', async () => {
  const ticking = await startServer('--slot-ms', '20');
  const first = (await ticking.call('getLatestBlockhash', CURRENT)).value;
  const later = await until(async () => {
    const { value } = await ticking.call('getLatestBlockhash', CURRENT);
    return value.lastValidBlockHeight >= first.lastValidBlockHeight + 5 && value;
  });
  assert.notEqual(later.blockhash, first.blockhash);
  assert.equal(await ticking.stop(), 0);
});

test('held time moves by warps alone until it is let go', async () => {
  const ticking = await startServer('--slot-ms', '1');
  const { slot, held } = await ticking.call('admin_hold', { hold: true });
  assert.equal(held, true);
  for (let warp = 1; warp <= 50; warp += 1) {
    assert.equal((await ticking.call('admin_warpSlots', { slots: 1 })).slot, slot + warp);
  }
  await ticking.call('admin_clearFaults');
  await until(async () => (await ticking.call('admin_status')).slot > slot + 50);
  assert.equal((await ticking.refusal('admin_hold', { hold: 'yes' })).code, -32602);
  assert.equal(await ticking.stop(), 0);
});

function stakesOfFirstValidator() {
  const filters = [{ memcmp: { offset: 124, bytes: server.votes[0] } }];
  const options = { encoding: 'base64', filters };
  return server.call('getProgramAccounts', 'Stake11111111111111111111111111111111111111', options);
}
