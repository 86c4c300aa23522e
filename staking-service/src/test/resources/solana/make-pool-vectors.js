// Writes pool-vectors.json to standard output: pools and instructions of the stake-pool program as its own client library has them.
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import {
  AccountRole,
  appendTransactionMessageInstructions,
  compileTransaction,
  createTransactionMessage,
  getAddressDecoder,
  getBase64EncodedWireTransaction,
  pipe,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
} from '@solana/kit';
import { PublicKey } from '@solana/web3.js';

// The packages' ES modules do not load under Node.
const require = createRequire(import.meta.url);
const { StakePoolInstruction, StakePoolLayout, STAKE_POOL_PROGRAM_ID } = require('@solana/spl-stake-pool');
const { createAssociatedTokenAccountIdempotentInstruction, getAssociatedTokenAddressSync, TOKEN_PROGRAM_ID } =
  require('@solana/spl-token');
const BN = require('bn.js');

const ANYWHERE = true;
const digest = (label) => createHash('sha256').update(label).digest();
const keyOf = (label) => new PublicKey(digest(`pool/${label}`));
const addressOf = (label) => getAddressDecoder().decode(digest(label));
const fee = (numerator, denominator) => ({ numerator: new BN(numerator), denominator: new BN(denominator) });
const authorityOf = (pool) =>
  PublicKey.findProgramAddressSync([pool.toBuffer(), Buffer.from('withdraw')], STAKE_POOL_PROGRAM_ID)[0];

const plain = (name) => ({
  accountType: 1,
  manager: keyOf(`${name}/manager`),
  staker: keyOf(`${name}/staker`),
  stakeDepositAuthority: keyOf(`${name}/stakeDepositAuthority`),
  stakeWithdrawBumpSeed: 253,
  validatorList: keyOf(`${name}/validatorList`),
  reserveStake: keyOf(`${name}/reserve`),
  poolMint: keyOf(`${name}/mint`),
  managerFeeAccount: keyOf(`${name}/fees`),
  tokenProgramId: TOKEN_PROGRAM_ID,
  totalLamports: new BN('7654321000000123'),
  poolTokenSupply: new BN('7000000000000001'),
  lastUpdateEpoch: new BN(700),
  lockup: { unixTimestamp: new BN(0), epoch: new BN(0), custodian: keyOf(`${name}/custodian`) },
  epochFee: fee(5, 100),
  nextEpochFee: null,
  preferredDepositValidatorVoteAddress: null,
  preferredWithdrawValidatorVoteAddress: null,
  stakeDepositFee: fee(0, 0),
  stakeWithdrawalFee: fee(1, 1000),
  nextStakeWithdrawalFee: null,
  stakeReferralFee: 50,
  solDepositAuthority: null,
  solDepositFee: fee(1, 10000),
  solReferralFee: 50,
  solWithdrawAuthority: null,
  solWithdrawalFee: fee(3, 1000),
  nextSolWithdrawalFee: null,
  lastEpochPoolTokenSupply: new BN('6000000000000001'),
  lastEpochTotalLamports: new BN('6654321000000123'),
});

const full = (name) => ({
  ...plain(name),
  totalLamports: new BN('18446744073709551615'),
  poolTokenSupply: new BN('9223372036854775808'),
  lastUpdateEpoch: new BN('18446744073709551615'),
  nextEpochFee: fee(6, 100),
  preferredDepositValidatorVoteAddress: keyOf(`${name}/preferredDeposit`),
  preferredWithdrawValidatorVoteAddress: keyOf(`${name}/preferredWithdraw`),
  nextStakeWithdrawalFee: fee(2, 1000),
  solDepositAuthority: keyOf(`${name}/solDepositAuthority`),
  solWithdrawAuthority: keyOf(`${name}/solWithdrawAuthority`),
  nextSolWithdrawalFee: fee(4, 1000),
});

function pool(name, state) {
  const data = Buffer.alloc(1024);
  const length = StakePoolLayout.encode(state, data);
  const read = StakePoolLayout.decode(data);
  return {
    name,
    // Accounts are longer than what is written: the rest is zeros.
    data: data.subarray(0, Math.max(length, 611)).toString('base64'),
    reserve: read.reserveStake.toBase58(),
    mint: read.poolMint.toBase58(),
    feeAccount: read.managerFeeAccount.toBase58(),
    tokenProgram: read.tokenProgramId.toBase58(),
    lamports: read.totalLamports.toString(),
    supply: read.poolTokenSupply.toString(),
    lastUpdate: read.lastUpdateEpoch.toString(),
    depositAuthority: read.solDepositAuthority?.toBase58() ?? null,
    depositFee: `${read.solDepositFee.numerator}/${read.solDepositFee.denominator}`,
    withdrawAuthority: read.solWithdrawAuthority?.toBase58() ?? null,
    withdrawalFee: `${read.solWithdrawalFee.numerator}/${read.solWithdrawalFee.denominator}`,
  };
}

function scenarios() {
  const state = plain('plain');
  const address = keyOf('address');
  const owner = keyOf('owner');
  const tokens = getAssociatedTokenAddressSync(state.poolMint, owner, ANYWHERE);
  const common = {
    stakePool: address,
    withdrawAuthority: authorityOf(address),
    reserveStake: state.reserveStake,
    managerFeeAccount: state.managerFeeAccount,
    poolMint: state.poolMint,
  };
  const input = { pool: address.toBase58(), owner: owner.toBase58() };
  return [
    {
      kind: 'createIdempotent',
      input: { owner: input.owner, mint: state.poolMint.toBase58() },
      instruction: createAssociatedTokenAccountIdempotentInstruction(owner, tokens, owner, state.poolMint),
    },
    {
      kind: 'depositSol',
      input: { ...input, lamports: '1234567890123456' },
      instruction: StakePoolInstruction.depositSol({
        ...common,
        fundingAccount: owner,
        destinationPoolAccount: tokens,
        referralPoolAccount: tokens,
        lamports: 1234567890123456,
      }),
    },
    {
      kind: 'withdrawSol',
      input: { ...input, recipient: keyOf('recipient').toBase58(), poolTokens: '987654321012345' },
      instruction: StakePoolInstruction.withdrawSol({
        ...common,
        sourceTransferAuthority: owner,
        sourcePoolAccount: tokens,
        destinationSystemAccount: keyOf('recipient'),
        poolTokens: 987654321012345,
      }),
    },
  ];
}

const roleOf = ({ isSigner, isWritable }) =>
  isSigner
    ? isWritable ? AccountRole.WRITABLE_SIGNER : AccountRole.READONLY_SIGNER
    : isWritable ? AccountRole.WRITABLE : AccountRole.READONLY;

function compiled({ kind, input, instruction }, version) {
  const name = `${kind}/${version}`;
  const feePayer = addressOf(`${name}/payer`);
  const blockhash = addressOf(`${name}/blockhash`);
  const call = {
    programAddress: instruction.programId.toBase58(),
    accounts: instruction.keys.map((meta) => ({ address: meta.pubkey.toBase58(), role: roleOf(meta) })),
    data: new Uint8Array(instruction.data),
  };
  const transaction = compileTransaction(
    pipe(
      createTransactionMessage({ version: version === 'legacy' ? 'legacy' : 0 }),
      (message) => setTransactionMessageFeePayer(feePayer, message),
      (message) => setTransactionMessageLifetimeUsingBlockhash({ blockhash, lastValidBlockHeight: 1000n }, message),
      (message) => appendTransactionMessageInstructions([call], message),
    ),
  );
  return { name, kind, version, feePayer, blockhash, input, unsigned: getBase64EncodedWireTransaction(transaction) };
}

const vectors = {
  program: STAKE_POOL_PROGRAM_ID.toBase58(),
  pools: [pool('plain', plain('plain')), pool('full', full('full'))],
  instructions: ['legacy', '0'].flatMap((version) => scenarios().map((scenario) => compiled(scenario, version))),
};
process.stdout.write(`${JSON.stringify(vectors, null, 1)}\n`);
