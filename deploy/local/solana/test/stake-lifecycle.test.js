import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { address, createAddressWithSeed, createSolanaRpc } from '@solana/kit';
import {
  STAKE_PROGRAM_ADDRESS, fetchStakeStateAccount, getDeactivateInstruction, getDelegateStakeInstruction,
  getInitializeInstruction, getWithdrawInstruction,
} from '@solana-program/stake';
import { getAllocateWithSeedInstruction } from '@solana-program/system';
import { startServer } from './support/server.js';
import { SOL, balanceOf, fundedWallet, send, statusOf, transfer } from './support/wallet.js';

const NEVER = '11111111111111111111111111111111';
let server;
let wallet;
let stake;
let rent;

before(async () => {
  server = await startServer();
  wallet = await fundedWallet(server);
  const seed = 'tidepool:test';
  stake = await createAddressWithSeed({ baseAddress: wallet.address, programAddress: STAKE_PROGRAM_ADDRESS, seed });
  rent = await server.call('getMinimumBalanceForRentExemption', 200);
  await stakeTenSol(seed);
});
after(() => server.stop());

async function stakeTenSol(seed) {
  const lockup = { unixTimestamp: 0n, epoch: 0n, custodian: address(NEVER) };
  const signature = await send(server, wallet, [
    transfer(wallet, stake, 10 * SOL + rent),
    getAllocateWithSeedInstruction({
      newAccount: stake, baseAccount: wallet, base: wallet.address, seed, space: 200,
      programAddress: STAKE_PROGRAM_ADDRESS,
    }),
    getInitializeInstruction({ stake, arg0: { staker: wallet.address, withdrawer: wallet.address }, arg1: lockup }),
    getDelegateStakeInstruction({ stake, vote: address(server.votes[0]), stakeAuthority: wallet }),
  ]);
  await server.call('admin_warpSlots', { slots: 32 });
  const status = await statusOf(server, signature);
  assert.equal(status.err, null);
  assert.equal(status.confirmationStatus, 'finalized');
}

test('the official client decodes the delegated account', async () => {
  const { data, lamports } = await fetchStakeStateAccount(createSolanaRpc(server.url), stake);
  assert.equal(data.state.__kind, 'Stake');
  assert.equal(Number(lamports), 10 * SOL + rent);
  const { delegation } = data.state.fields[1];
  assert.equal(delegation.voterPubkey, server.votes[0]);
  assert.equal(delegation.stake, BigInt(10 * SOL));
  assert.equal(delegation.activationEpoch, 100n);
});

test('a stake is found by its withdraw authority and its size', async () => {
  const found = await server.call('getProgramAccounts', STAKE_PROGRAM_ADDRESS, {
    encoding: 'base64',
    dataSlice: { offset: 0, length: 4 },
    filters: [{ dataSize: 200 }, { memcmp: { offset: 44, bytes: wallet.address } }],
  });
  assert.deepEqual(found.map(({ pubkey }) => pubkey), [stake]);
  assert.deepEqual(found[0].account.data, ['AgAAAA==', 'base64']);
});

test('an epoch activates it, deactivation cools it down, and the withdrawal closes it', async () => {
  const before = await stakeOf(server.votes[0]);
  await server.call('admin_warpEpochs', { epochs: 1 });
  assert.equal(await stakeOf(server.votes[0]), before + 10 * SOL);

  await send(server, wallet, [getDeactivateInstruction({ stake, stakeAuthority: wallet })]);
  const early = await withdrawal().catch((error) => error.message);
  assert.match(early, /insufficient funds for instruction/);
  await server.call('admin_warpEpochs', { epochs: 1 });
  assert.equal(await stakeOf(server.votes[0]), before);

  await withdrawal();
  assert.equal(await balanceOf(server, stake), 0);
  assert.equal((await server.call('getAccountInfo', stake, { encoding: 'base64' })).value, null);
});

test('the stake history sysvar has its full size and the totals of each epoch', async () => {
  const sysvar = 'SysvarStakeHistory1111111111111111111111111';
  const { value } = await server.call('getAccountInfo', sysvar, { encoding: 'base64' });
  const data = Buffer.from(value.data[0], 'base64');
  assert.equal(data.length, 16_392);
  const entries = Array.from({ length: 2 }, (_, index) => 8 + 32 * index)
    .map((at) => [0, 8, 16, 24].map((offset) => Number(data.readBigUInt64LE(at + offset))));
  const bootstrap = 90_000_000 * SOL;
  assert.deepEqual(entries, [[101, bootstrap + 10 * SOL, 0, 10 * SOL], [100, bootstrap, 10 * SOL, 0]]);
});

async function stakeOf(vote) {
  const { current } = await server.call('getVoteAccounts', { votePubkey: vote });
  return current[0].activatedStake;
}

function withdrawal() {
  const args = BigInt(10 * SOL + rent);
  const accounts = { stake, recipient: wallet.address, withdrawAuthority: wallet };
  return send(server, wallet, [getWithdrawInstruction({ ...accounts, args })]);
}
