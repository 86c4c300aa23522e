// Stakes from a wallet of this machine: the service builds, @solana/kit signs here, the service submits and follows.
//   node stake.js WALLET.json LAMPORTS [VOTE_ACCOUNT]
// WALLET.json is what solana-keygen writes: an array of 64 numbers. Its key leaves this program in no form.
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import {
  createKeyPairSignerFromBytes, getBase64EncodedWireTransaction, getBase64Encoder, getCompiledTransactionMessageDecoder,
  getAddressDecoder, getTransactionDecoder, partiallySignTransaction,
} from '@solana/kit';
import { Tidepool } from './tidepool.js';

const SETTLED = new Set(['finalized', 'failed', 'expired']);
const MOST_SECONDS = 120;

const SYSTEM = '11111111111111111111111111111111';
const STAKE = 'Stake11111111111111111111111111111111111111';
const PROGRAMS = new Set([SYSTEM, STAKE, 'ComputeBudget111111111111111111111111111111']);
const TRANSFER = 2;
const INITIALIZE = 0;
const DELEGATE = 2;

const [walletFile, lamports, chosen] = process.argv.slice(2);
if (!walletFile || !lamports) {
  console.error('usage: node stake.js WALLET.json LAMPORTS [VOTE_ACCOUNT]');
  process.exit(2);
}

const tidepool = new Tidepool(process.env.TIDEPOOL_URL, process.env.TIDEPOOL_API_KEY);
const wallet = await createKeyPairSignerFromBytes(new Uint8Array(JSON.parse(await readFile(walletFile, 'utf8'))));
const validator = chosen ?? (await recommended());
const built = await tidepool.post('/v1/staking/transactions/create-and-delegate', {
  owner: wallet.address, validator, lamports,
});
console.log(`built ${built.id}: ${lamports} lamports to ${validator}, fees ${built.fees.total}`);

const signed = await sign(built);
const submitted = await tidepool.post('/v1/staking/transactions/submit', { transaction: signed });
console.log(`submitted as ${submitted.signature}`);

const settled = await follow(built.id);
console.log(JSON.stringify({
  wallet: wallet.address,
  id: settled.id,
  state: settled.state,
  signature: settled.signature,
  stakeAccount: settled.stakeAccount.address,
  error: settled.error,
}));
process.exitCode = settled.state === 'finalized' ? 0 : 1;

async function recommended() {
  const { recommendations } = await tidepool.get(`/v1/staking/recommend?lamports=${lamports}&limit=1`);
  if (recommendations.length === 0) {
    throw new Error('no validator may be recommended for this amount; name one');
  }
  return recommendations[0].validator.voteAccount;
}

/** Signs what was built, once its bytes are seen to be what was ordered: a wallet signs nothing that it has not read. */
async function sign({ transaction, fees }) {
  const unsigned = getTransactionDecoder().decode(getBase64Encoder().encode(transaction));
  const message = getCompiledTransactionMessageDecoder().decode(unsigned.messageBytes);
  const accounts = message.staticAccounts;
  const calls = message.instructions.map(({ programAddressIndex, accountIndices = [], data = new Uint8Array() }) => ({
    program: accounts[programAddressIndex],
    accounts: accountIndices.map((index) => accounts[index]),
    data: Buffer.from(data),
  }));
  const only = (program, number) => {
    const found = calls.filter((call) => call.program === program && call.data.readUInt32LE(0) === number);
    return found.length === 1 ? found[0] : undefined;
  };
  const transfer = only(SYSTEM, TRANSFER);
  const initialize = only(STAKE, INITIALIZE);
  const delegate = only(STAKE, DELEGATE);
  const asOrdered = accounts[0] === wallet.address
    && message.header.numSignerAccounts === 1
    && calls.every(({ program }) => PROGRAMS.has(program))
    && transfer?.data.readBigUInt64LE(4) === BigInt(lamports) + BigInt(fees.rent)
    && [4, 36].every((power) => initialize && getAddressDecoder().decode(initialize.data.subarray(power)) === wallet.address)
    && delegate?.accounts[1] === validator
    && transfer.accounts[1] === delegate.accounts[0]
    && initialize.accounts[0] === delegate.accounts[0];
  if (!asOrdered) {
    throw new Error('the transaction is not the one that was ordered');
  }
  return getBase64EncodedWireTransaction(await partiallySignTransaction([wallet.keyPair], unsigned));
}

async function follow(id) {
  let state = '';
  for (const end = Date.now() + MOST_SECONDS * 1000; Date.now() < end; await pause(1000)) {
    const now = await tidepool.get(`/v1/staking/transactions/${id}`);
    if (now.state !== state) {
      state = now.state;
      console.log(state);
    }
    if (SETTLED.has(state)) {
      return now;
    }
  }
  throw new Error(`still ${state} after ${MOST_SECONDS} s; ask again for ${id}`);
}
