// Each instruction that the service writes, as the reference client libraries write it, and as an older one reads it.
import { AccountRole, address, createNoopSigner } from '@solana/kit';
import { getAddMemoInstruction } from '@solana-program/memo';
import * as stake from '@solana-program/stake';
import * as system from '@solana-program/system';
import {
  ComputeBudgetInstruction,
  PublicKey,
  StakeInstruction,
  SystemInstruction,
  TransactionInstruction,
} from '@solana/web3.js';

const STAKE_CONFIG = address('StakeConfig11111111111111111111111111111111');
// The package's own default is a later deployment.
const MEMO = address('MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr');
const POWERS = { staker: stake.StakeAuthorize.Staker, withdrawer: stake.StakeAuthorize.Withdrawer };

/** [{kind, input, instruction}], input in the words of our own tests: addresses and decimal strings. */
export function instructionScenarios(addressOf) {
  const key = (label) => addressOf(`instruction/${label}`);
  const signer = (label) => createNoopSigner(key(label));
  const lockup = { unixTimestamp: 1_800_000_000n, epoch: 700n, custodian: key('custodian') };
  const option = (value) => value ?? null;
  const scenarios = [];
  const add = (kind, input, instruction) => scenarios.push({ kind, input, instruction });

  add(
    'initialize',
    {
      stake: key('stake'),
      staker: key('staker'),
      withdrawer: key('withdrawer'),
      unixTimestamp: `${lockup.unixTimestamp}`,
      epoch: `${lockup.epoch}`,
      custodian: lockup.custodian,
    },
    stake.getInitializeInstruction({
      stake: key('stake'),
      arg0: { staker: key('staker'), withdrawer: key('withdrawer') },
      arg1: lockup,
    }),
  );
  add(
    'initializeChecked',
    { stake: key('stake'), staker: key('staker'), withdrawer: key('withdrawer') },
    stake.getInitializeCheckedInstruction({
      stake: key('stake'),
      stakeAuthority: key('staker'),
      withdrawAuthority: signer('withdrawer'),
    }),
  );
  add(
    'delegate',
    { stake: key('stake'), vote: key('vote'), staker: key('staker') },
    stake.getDelegateStakeInstruction({
      stake: key('stake'),
      vote: key('vote'),
      unused: STAKE_CONFIG,
      stakeAuthority: signer('staker'),
    }),
  );
  add(
    'deactivate',
    { stake: key('stake'), staker: key('staker') },
    stake.getDeactivateInstruction({ stake: key('stake'), stakeAuthority: signer('staker') }),
  );
  for (const custodian of [undefined, 'custodian']) {
    add(
      'withdraw',
      {
        stake: key('stake'),
        recipient: key('recipient'),
        withdrawer: key('withdrawer'),
        lamports: '1234567890123456',
        ...(custodian && { custodian: key(custodian) }),
      },
      stake.getWithdrawInstruction({
        stake: key('stake'),
        recipient: key('recipient'),
        withdrawAuthority: signer('withdrawer'),
        ...(custodian && { lockupAuthority: signer(custodian) }),
        args: 1_234_567_890_123_456n,
      }),
    );
    for (const power of ['staker', 'withdrawer']) {
      const input = {
        stake: key('stake'),
        authority: key('authority'),
        next: key('next'),
        power,
        ...(custodian && { custodian: key(custodian) }),
      };
      const accounts = {
        stake: key('stake'),
        authority: signer('authority'),
        ...(custodian && { lockupAuthority: signer(custodian) }),
      };
      add('authorize', input, stake.getAuthorizeInstruction({ ...accounts, arg0: key('next'), arg1: POWERS[power] }));
      add(
        'authorizeChecked',
        input,
        stake.getAuthorizeCheckedInstruction({
          ...accounts,
          newAuthority: signer('next'),
          stakeAuthorize: POWERS[power],
        }),
      );
    }
  }
  add(
    'split',
    { stake: key('stake'), into: key('into'), staker: key('staker'), lamports: '4611686018427388' },
    stake.getSplitInstruction({
      stake: key('stake'),
      splitStake: key('into'),
      stakeAuthority: signer('staker'),
      args: 4_611_686_018_427_388n,
    }),
  );
  add(
    'merge',
    { destination: key('destination'), source: key('source'), staker: key('staker') },
    stake.getMergeInstruction({
      destinationStake: key('destination'),
      sourceStake: key('source'),
      stakeAuthority: signer('staker'),
    }),
  );
  for (const change of [
    {},
    { unixTimestamp: 0n },
    { epoch: 2n ** 64n - 1n },
    { unixTimestamp: -1n, epoch: 1n, custodian: key('custodian') },
  ]) {
    const input = {
      stake: key('stake'),
      authority: key('authority'),
      ...Object.fromEntries(Object.entries(change).map(([name, value]) => [name, `${value}`])),
    };
    const times = { unixTimestamp: option(change.unixTimestamp), epoch: option(change.epoch) };
    add(
      'setLockup',
      input,
      stake.getSetLockupInstruction({
        stake: key('stake'),
        authority: signer('authority'),
        ...times,
        custodian: option(change.custodian),
      }),
    );
    add(
      'setLockupChecked',
      input,
      stake.getSetLockupCheckedInstruction({
        stake: key('stake'),
        authority: signer('authority'),
        ...(change.custodian && { newAuthority: signer('custodian') }),
        ...times,
      }),
    );
  }
  for (const [kind, write] of [
    ['moveStake', stake.getMoveStakeInstruction],
    ['moveLamports', stake.getMoveLamportsInstruction],
  ]) {
    add(
      kind,
      { source: key('source'), destination: key('destination'), staker: key('staker'), lamports: '18446744073709551615' },
      write({
        sourceStake: key('source'),
        destinationStake: key('destination'),
        stakeAuthority: signer('staker'),
        args: 2n ** 64n - 1n,
        lamports: 2n ** 64n - 1n,
      }),
    );
  }
  add(
    'deactivateDelinquent',
    { stake: key('stake'), delinquent: key('delinquent'), reference: key('reference') },
    stake.getDeactivateDelinquentInstruction({
      stake: key('stake'),
      delinquentVote: key('delinquent'),
      referenceVote: key('reference'),
    }),
  );
  addSystem(add, key, signer);
  add('memo', { text: 'häßlich 質入れ 🐙' }, getAddMemoInstruction({ memo: 'häßlich 質入れ 🐙' }, { programAddress: MEMO }));
  return scenarios;
}

function addSystem(add, key, signer) {
  add(
    'transfer',
    { from: key('from'), to: key('to'), lamports: '18446744073709551615' },
    system.getTransferSolInstruction({ source: signer('from'), destination: key('to'), amount: 2n ** 64n - 1n }),
  );
  add(
    'createAccount',
    { funder: key('from'), account: key('account'), lamports: '1447680', space: '80', owner: key('owner') },
    system.getCreateAccountInstruction({
      payer: signer('from'),
      newAccount: signer('account'),
      lamports: 1_447_680n,
      space: 80n,
      programAddress: key('owner'),
    }),
  );
  add(
    'allocate',
    { account: key('account'), space: '200' },
    system.getAllocateInstruction({ newAccount: signer('account'), space: 200n }),
  );
  add(
    'assign',
    { account: key('account'), owner: key('owner') },
    system.getAssignInstruction({ account: signer('account'), programAddress: key('owner') }),
  );
  add(
    'initializeNonce',
    { nonce: key('nonce'), authority: key('authority') },
    system.getInitializeNonceAccountInstruction({ nonceAccount: key('nonce'), nonceAuthority: key('authority') }),
  );
  add(
    'advanceNonce',
    { nonce: key('nonce'), authority: key('authority') },
    system.getAdvanceNonceAccountInstruction({ nonceAccount: key('nonce'), nonceAuthority: signer('authority') }),
  );
  add(
    'withdrawNonce',
    { nonce: key('nonce'), recipient: key('recipient'), authority: key('authority'), lamports: '5' },
    system.getWithdrawNonceAccountInstruction({
      nonceAccount: key('nonce'),
      recipientAccount: key('recipient'),
      nonceAuthority: signer('authority'),
      withdrawAmount: 5n,
    }),
  );
  add(
    'authorizeNonce',
    { nonce: key('nonce'), authority: key('authority'), next: key('next') },
    system.getAuthorizeNonceAccountInstruction({
      nonceAccount: key('nonce'),
      nonceAuthority: signer('authority'),
      newNonceAuthority: key('next'),
    }),
  );
}

const READERS = {
  '11111111111111111111111111111111': [SystemInstruction, (type) => (type === 'AdvanceNonceAccount' ? 'decodeNonceAdvance' : NONCE_READERS[type] ?? `decode${type}`)],
  Stake11111111111111111111111111111111111111: [StakeInstruction, (type) => `decode${type}`],
  ComputeBudget111111111111111111111111111111: [ComputeBudgetInstruction, (type) => `decode${type}`],
};
const NONCE_READERS = {
  Create: 'decodeCreateAccount',
  WithdrawNonceAccount: 'decodeNonceWithdraw',
  InitializeNonceAccount: 'decodeNonceInitialize',
  AuthorizeNonceAccount: 'decodeNonceAuthorize',
};

/** What web3.js says that the instruction is: its type and its parameters; nothing where it does not know it. */
export function readByOtherLibrary({ programAddress, accounts = [], data }) {
  const [library, readerOf] = READERS[programAddress] ?? [];
  const instruction = new TransactionInstruction({
    programId: new PublicKey(programAddress),
    keys: accounts.map((account) => ({
      pubkey: new PublicKey(account.address),
      isSigner: account.role >= AccountRole.READONLY_SIGNER,
      isWritable: (account.role & 1) === 1,
    })),
    data: Buffer.from(data),
  });
  let type;
  try {
    type = library?.decodeInstructionType(instruction);
  } catch {
    return undefined;
  }
  return type && { type, parameters: plain(library[readerOf(type)](instruction)) };
}

function plain(value) {
  if (value instanceof PublicKey) return value.toBase58();
  if (typeof value === 'bigint' || typeof value === 'number') return `${value}`;
  if (value?.index !== undefined) return Object.keys(POWERS)[value.index];
  if (value && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, inner]) => inner !== undefined)
        .map(([name, inner]) => [name, plain(inner)]),
    );
  }
  return value;
}
