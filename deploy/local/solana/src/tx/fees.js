import { BUILTINS, COMPUTE_BUDGET, ED25519, SECP256K1, SECP256R1 } from '../programs.js';

const LAMPORTS_PER_SIGNATURE = 5_000n;
const MAX_COMPUTE_UNITS = 1_400_000n;
const PRECOMPILES = new Set([ED25519, SECP256K1, SECP256R1]);
const SET_LIMIT = 2;
const SET_PRICE = 3;

/** Fee in lamports: 5,000 a signature plus ceil(price x compute-unit limit / 1e6), the price in micro-lamports. */
export function feeOf(message) {
  const { limit, price } = computeBudget(message);
  return LAMPORTS_PER_SIGNATURE * BigInt(signatureCount(message)) + (price * limit + 999_999n) / 1_000_000n;
}

/** Price in micro-lamports a compute unit, and the limit in compute units that it multiplies. */
export function computeBudget({ accounts, instructions }) {
  let limit = 0n;
  let requested;
  let price = 0n;
  for (const { programIndex, data } of instructions) {
    const program = accounts[programIndex];
    limit += BUILTINS.has(program) ? 3_000n : 200_000n;
    if (program !== COMPUTE_BUDGET) continue;
    const view = Buffer.from(data);
    if (view[0] === SET_LIMIT && view.length >= 5) requested = BigInt(view.readUInt32LE(1));
    if (view[0] === SET_PRICE && view.length >= 9) price = view.readBigUInt64LE(1);
  }
  limit = requested ?? limit;
  return { price, limit: limit < MAX_COMPUTE_UNITS ? limit : MAX_COMPUTE_UNITS };
}

/** Precompiled signature checks are paid like signatures; their data begins with their count. */
function signatureCount({ header, accounts, instructions }) {
  return instructions
    .filter(({ programIndex, data }) => PRECOMPILES.has(accounts[programIndex]) && data.length > 0)
    .reduce((sum, { data }) => sum + data[0], header.signers);
}
