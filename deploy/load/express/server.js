// The same build as the staking service's create-and-delegate, by Express and @solana/web3.js, to compare with: the same
// instructions, validators, rents and blockhash kept as long, the payer's account read for each build. It keeps nothing.
//   node server.js PORT RPC_URL
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import {
  ComputeBudgetProgram, Connection, Lockup, PublicKey, StakeProgram, SystemProgram, Transaction, Authorized,
} from '@solana/web3.js';
import express from 'express';

const [port, url] = process.argv.slice(2);
const connection = new Connection(url, 'confirmed');
const UNITS = 30_000;
const FEE = 5000n;
const STAKE_SPACE = 200;

/** What source answers, asked again once it is so old; those who wait share one question. */
function kept(milliseconds, source) {
  let value;
  let until = 0;
  let asked;
  return async () => {
    if (Date.now() < until) {
      return value;
    }
    asked ??= source().then((fresh) => {
      value = fresh;
      until = Date.now() + milliseconds;
      return fresh;
    }).finally(() => {
      asked = undefined;
    });
    return asked;
  };
}

const blockhash = kept(10_000, () => connection.getLatestBlockhash());
const stakeRent = kept(600_000, () => connection.getMinimumBalanceForRentExemption(STAKE_SPACE));
const walletRent = kept(600_000, () => connection.getMinimumBalanceForRentExemption(0));
const minimumDelegation = kept(600_000, async () => (await connection.getStakeMinimumDelegation()).value);
const validators = kept(60_000, async () => {
  const { current, delinquent } = await connection.getVoteAccounts();
  return new Set([...current, ...delinquent].map(({ votePubkey }) => votePubkey));
});

async function build({ owner, validator, lamports }) {
  const wallet = new PublicKey(owner);
  const amount = BigInt(lamports);
  const [recent, rent, leftover, minimum, known, balance] = await Promise.all([
    blockhash(), stakeRent(), walletRent(), minimumDelegation(), validators(), connection.getBalance(wallet),
  ]);
  const left = BigInt(balance) - amount - BigInt(rent) - FEE;
  if (!PublicKey.isOnCurve(wallet.toBytes()) || !known.has(validator) || amount < BigInt(minimum)
    || left < 0n || (left > 0n && left < BigInt(leftover))) {
    throw new RangeError('the chain would not take it');
  }
  const seed = randomBytes(16).toString('hex');
  const stakeAccount = await PublicKey.createWithSeed(wallet, seed, StakeProgram.programId);
  const transaction = new Transaction({
    feePayer: wallet, blockhash: recent.blockhash, lastValidBlockHeight: recent.lastValidBlockHeight,
  }).add(
    ComputeBudgetProgram.setComputeUnitLimit({ units: UNITS }),
    SystemProgram.transfer({ fromPubkey: wallet, toPubkey: stakeAccount, lamports: amount + BigInt(rent) }),
    SystemProgram.allocate({
      accountPubkey: stakeAccount, basePubkey: wallet, seed, space: STAKE_SPACE, programId: StakeProgram.programId,
    }),
    StakeProgram.initialize({
      stakePubkey: stakeAccount, authorized: new Authorized(wallet, wallet), lockup: new Lockup(0, 0, PublicKey.default),
    }),
    StakeProgram.delegate({
      stakePubkey: stakeAccount, authorizedPubkey: wallet, votePubkey: new PublicKey(validator),
    }),
  );
  const message = transaction.serializeMessage();
  return {
    id: randomUUID(),
    kind: 'create-and-delegate',
    transaction: transaction.serialize({ requireAllSignatures: false, verifySignatures: false }).toString('base64'),
    messageHash: createHash('sha256').update(message).digest('hex'),
    requiredSigners: [owner],
    blockhash: recent.blockhash,
    lastValidBlockHeight: recent.lastValidBlockHeight,
    fees: { base: FEE.toString(), priority: '0', rent: rent.toString(), total: (FEE + BigInt(rent)).toString() },
    stakeAccount: { address: stakeAccount.toBase58(), seed },
    state: 'built',
  };
}

const app = express();
app.use(express.json());
app.post('/v1/staking/transactions/create-and-delegate', async (request, response) => {
  response.status(201).json(await build(request.body));
});
// Four parameters make it the handler of errors.
app.use((error, _request, response, _next) => {
  const bad = error instanceof RangeError || error instanceof TypeError || error instanceof SyntaxError;
  response.status(bad ? 422 : 503).json({ detail: error.message });
});
app.listen(Number(port), '127.0.0.1');
