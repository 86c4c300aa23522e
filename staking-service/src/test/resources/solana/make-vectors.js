// Writes vectors.json to standard output. Everything derives from labels, so a second run gives the same bytes.
import { createHash } from 'node:crypto';
import {
  AccountRole,
  address,
  appendTransactionMessageInstructions,
  compileTransaction,
  compressTransactionMessageUsingAddressLookupTables,
  createAddressWithSeed,
  createKeyPairSignerFromPrivateKeyBytes,
  createNoopSigner,
  createTransactionMessage,
  getAddressDecoder,
  getBase64EncodedWireTransaction,
  getProgramDerivedAddress,
  isOffCurveAddress,
  partiallySignTransaction,
  pipe,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
} from '@solana/kit';
import { getSetComputeUnitLimitInstruction, getSetComputeUnitPriceInstruction } from '@solana-program/compute-budget';
import { getDelegateStakeInstruction, getInitializeInstruction, STAKE_PROGRAM_ADDRESS } from '@solana-program/stake';
import { getAllocateWithSeedInstruction, getTransferSolInstruction } from '@solana-program/system';
import { instructionScenarios, readByOtherLibrary } from './instructions.js';

const STAKE_CONFIG = address('StakeConfig11111111111111111111111111111111');
const NO_CUSTODIAN = address('11111111111111111111111111111111');
const STAKE_SPACE = 200n;
const MAX_U64 = 2n ** 64n - 1n;

const digest = (label) => createHash('sha256').update(label).digest();
const signerOf = (label) => createKeyPairSignerFromPrivateKeyBytes(digest(label), true);
const addressOf = (label) => getAddressDecoder().decode(digest(label));

async function stakeInstructions({ owner, validator, lamports, rent, seed, unitLimit, unitPrice }) {
  const ownerSigner = createNoopSigner(owner);
  const stake = await createAddressWithSeed({ baseAddress: owner, seed, programAddress: STAKE_PROGRAM_ADDRESS });
  const budget = [getSetComputeUnitLimitInstruction({ units: unitLimit })];
  if (unitPrice > 0n) budget.push(getSetComputeUnitPriceInstruction({ microLamports: unitPrice }));
  return {
    stake,
    instructions: [
      ...budget,
      getTransferSolInstruction({ source: ownerSigner, destination: stake, amount: lamports + rent }),
      getAllocateWithSeedInstruction({
        newAccount: stake,
        baseAccount: ownerSigner,
        base: owner,
        seed,
        space: STAKE_SPACE,
        programAddress: STAKE_PROGRAM_ADDRESS,
      }),
      getInitializeInstruction({
        stake,
        arg0: { staker: owner, withdrawer: owner },
        arg1: { unixTimestamp: 0n, epoch: 0n, custodian: NO_CUSTODIAN },
      }),
      getDelegateStakeInstruction({ stake, vote: validator, unused: STAKE_CONFIG, stakeAuthority: ownerSigner }),
    ],
  };
}

const compile = (version, feePayer, blockhash, instructions) =>
  compileTransaction(
    pipe(
      createTransactionMessage({ version: version === 'legacy' ? 'legacy' : 0 }),
      (message) => setTransactionMessageFeePayer(feePayer, message),
      (message) =>
        setTransactionMessageLifetimeUsingBlockhash({ blockhash, lastValidBlockHeight: 1000n }, message),
      (message) => appendTransactionMessageInstructions(instructions, message),
    ),
  );

const messageHash = (transaction) => createHash('sha256').update(transaction.messageBytes).digest('hex');

async function createAndDelegate(name, settings) {
  const ownerSigner = await signerOf(`${name}/owner`);
  const payerSigner = settings.sponsored ? await signerOf(`${name}/payer`) : ownerSigner;
  const request = {
    owner: ownerSigner.address,
    validator: addressOf(`${name}/validator`),
    lamports: settings.lamports ?? 1_000_000_000n,
    rent: settings.rent ?? 2_282_880n,
    seed: settings.seed ?? digest(`${name}/seed`).toString('hex').slice(0, 32),
    unitLimit: 30_000,
    unitPrice: settings.unitPrice ?? 0n,
  };
  const blockhash = addressOf(`${name}/blockhash`);
  const { stake, instructions } = await stakeInstructions(request);
  const unsigned = compile(settings.version, payerSigner.address, blockhash, instructions);
  const keys = [...new Set([ownerSigner, payerSigner])].map((signer) => signer.keyPair);
  const signed = await partiallySignTransaction(keys, unsigned);
  return {
    name,
    version: settings.version,
    owner: request.owner,
    feePayer: payerSigner.address,
    validator: request.validator,
    lamports: request.lamports.toString(),
    rent: request.rent.toString(),
    seed: request.seed,
    computeUnitLimit: request.unitLimit,
    computeUnitPrice: request.unitPrice.toString(),
    blockhash,
    stakeAccount: stake,
    requiredSigners: Object.keys(unsigned.signatures),
    messageHash: messageHash(unsigned),
    unsigned: getBase64EncodedWireTransaction(unsigned),
    signed: getBase64EncodedWireTransaction(signed),
  };
}

// Many accounts in every role, so that the order of accounts is proved on more keys than staking uses.
function anyAccounts(name, version, count) {
  const roles = [AccountRole.READONLY, AccountRole.WRITABLE, AccountRole.READONLY_SIGNER, AccountRole.WRITABLE_SIGNER];
  const accounts = Array.from({ length: count }, (_, index) => ({
    address: addressOf(`${name}/account/${index}`),
    role: roles[digest(`${name}/role/${index}`)[0] % (index < 8 ? 4 : 2)],
  }));
  const instructions = [0, 1].map((part) => ({
    programAddress: addressOf(`${name}/program/${part}`),
    accounts: accounts.filter((_, index) => index % 3 !== part),
    data: digest(`${name}/data/${part}`).subarray(0, 7 + part),
  }));
  const feePayer = addressOf(`${name}/payer`);
  const blockhash = addressOf(`${name}/blockhash`);
  return {
    name,
    version,
    feePayer,
    blockhash,
    instructions: instructions.map(({ programAddress, accounts: metas, data }) => ({
      program: programAddress,
      accounts: metas.map(({ address: key, role }) => ({
        key,
        signer: role >= AccountRole.READONLY_SIGNER,
        writable: (role & 1) === 1,
      })),
      data: data.toString('hex'),
    })),
    unsigned: getBase64EncodedWireTransaction(compile(version, feePayer, blockhash, instructions)),
  };
}

// One scenario for each instruction there is, by itself, so that its accounts and its data are proved.
function everyInstruction(version) {
  return instructionScenarios(addressOf).map(({ kind, input, instruction }) => {
    const name = `${kind}/${version}`;
    const feePayer = addressOf(`${name}/payer`);
    const blockhash = addressOf(`${name}/blockhash`);
    return {
      name,
      kind,
      version,
      feePayer,
      blockhash,
      input,
      read: readByOtherLibrary(instruction),
      unsigned: getBase64EncodedWireTransaction(compile(version, feePayer, blockhash, [instruction])),
    };
  });
}

async function withLookupTable() {
  const name = 'lookup-table';
  const accounts = Array.from({ length: 6 }, (_, index) => addressOf(`${name}/account/${index}`));
  const table = addressOf(`${name}/table`);
  const message = compressTransactionMessageUsingAddressLookupTables(
    pipe(
      createTransactionMessage({ version: 0 }),
      (draft) => setTransactionMessageFeePayer(addressOf(`${name}/payer`), draft),
      (draft) =>
        setTransactionMessageLifetimeUsingBlockhash(
          { blockhash: addressOf(`${name}/blockhash`), lastValidBlockHeight: 1000n },
          draft,
        ),
      (draft) =>
        appendTransactionMessageInstructions(
          [
            {
              programAddress: addressOf(`${name}/program`),
              accounts: accounts.map((key, index) => ({
                address: key,
                role: index % 2 === 0 ? AccountRole.WRITABLE : AccountRole.READONLY,
              })),
              data: new Uint8Array([1, 2, 3]),
            },
          ],
          draft,
        ),
    ),
    { [table]: accounts.slice(1, 5) },
  );
  return { name, table, unsigned: getBase64EncodedWireTransaction(compileTransaction(message)) };
}

async function seedDerived() {
  const seeds = ['', 'a', 'stake:0', '0123456789abcdef0123456789abcdef', 'häßlich', '質入れ'];
  return Promise.all(
    seeds.map(async (seed, index) => {
      const base = addressOf(`seeded/${index}`);
      const derived = await createAddressWithSeed({ baseAddress: base, seed, programAddress: STAKE_PROGRAM_ADDRESS });
      return { base, seed, program: STAKE_PROGRAM_ADDRESS, derived };
    }),
  );
}

async function curve() {
  const random = Array.from({ length: 60 }, (_, index) => addressOf(`curve/${index}`));
  const program = addressOf('curve/program');
  const derived = await Promise.all(
    [0, 1, 2].map(async (index) => (await getProgramDerivedAddress({ programAddress: program, seeds: [`${index}`] }))[0]),
  );
  return [...random, ...derived].map((key) => ({ key, onCurve: !isOffCurveAddress(key) }));
}

const base58 = ['', '00', '0000ff', 'ff'.repeat(32), '00'.repeat(32), digest('base58').toString('hex')].map((hex) => ({
  hex,
  text: encodeBase58(Buffer.from(hex, 'hex')),
}));

function encodeBase58(bytes) {
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  let value = bytes.length === 0 ? 0n : BigInt(`0x${bytes.toString('hex') || '0'}`);
  let text = '';
  for (; value > 0n; value /= 58n) text = alphabet[Number(value % 58n)] + text;
  const zeros = bytes.findIndex((byte) => byte !== 0);
  return '1'.repeat(zeros === -1 ? bytes.length : zeros) + text;
}

const scenarios = [];
for (const version of ['legacy', '0']) {
  const fixed = {
    plain: {},
    priority: { unitPrice: 25_000n },
    sponsored: { sponsored: true, unitPrice: 1n },
    'short-seed': { seed: 's' },
    'zero-rent': { rent: 0n, lamports: 1n },
    'largest-amount': { lamports: MAX_U64, rent: 0n, unitPrice: MAX_U64 },
    'beyond-long': { lamports: 2n ** 63n, rent: 890_880n },
  };
  for (const [name, settings] of Object.entries(fixed)) {
    scenarios.push(await createAndDelegate(`${name}/${version}`, { ...settings, version }));
  }
  for (let index = 0; index < 20; index++) {
    const settings = { version, sponsored: index % 2 === 1, unitPrice: BigInt(index * 7919) };
    scenarios.push(await createAndDelegate(`mixed-${index}/${version}`, settings));
  }
}

const messages = [];
for (const version of ['legacy', '0']) {
  for (const count of [1, 5, 12, 25]) messages.push(anyAccounts(`accounts-${count}/${version}`, version, count));
}

const vectors = {
  createAndDelegate: scenarios,
  messages,
  instructions: ['legacy', '0'].flatMap(everyInstruction),
  lookupTable: await withLookupTable(),
  seedDerived: await seedDerived(),
  curve: await curve(),
  base58,
};
process.stdout.write(`${JSON.stringify(vectors, null, 1)}\n`);
