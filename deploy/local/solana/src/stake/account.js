import { fromBase58, toBase58 } from '../encoding.js';
import { U64_MAX } from '../programs.js';

export const STAKE_BYTES = 200;
const DELEGATED = 2;
const STAKER = 12;
const WITHDRAWER = 44;
const VOTER = 124;
const AMOUNT = 156;
const ACTIVATION_EPOCH = 164;
const DEACTIVATION_EPOCH = 172;
const WARMUP_RATE = 180;

/** The delegation in a stake account's data, or undefined when it has none. */
export function delegationOf(data) {
  const view = Buffer.from(data);
  if (view.length !== STAKE_BYTES || view.readUInt32LE(0) !== DELEGATED) return undefined;
  return {
    voter: toBase58(view.subarray(VOTER, VOTER + 32)),
    stake: view.readBigUInt64LE(AMOUNT),
    activationEpoch: view.readBigUInt64LE(ACTIVATION_EPOCH),
    deactivationEpoch: view.readBigUInt64LE(DEACTIVATION_EPOCH),
  };
}

/** Data of a stake account delegated since `activationEpoch`, with one authority for both roles. */
export function delegatedStake({ authority, voter, stake, activationEpoch, rent }) {
  const view = Buffer.alloc(STAKE_BYTES);
  view.writeUInt32LE(DELEGATED, 0);
  view.writeBigUInt64LE(rent, 4);
  view.set(fromBase58(authority, 44), STAKER);
  view.set(fromBase58(authority, 44), WITHDRAWER);
  view.set(fromBase58(voter, 44), VOTER);
  view.writeBigUInt64LE(stake, AMOUNT);
  view.writeBigUInt64LE(activationEpoch, ACTIVATION_EPOCH);
  view.writeBigUInt64LE(U64_MAX, DEACTIVATION_EPOCH);
  view.writeDoubleLE(0.25, WARMUP_RATE);
  return new Uint8Array(view);
}

/** The same data with a reward added to the delegated amount, as the runtime pays rewards. */
export function withReward(data, lamports) {
  const view = Buffer.from(data);
  view.writeBigUInt64LE(view.readBigUInt64LE(AMOUNT) + lamports, AMOUNT);
  return new Uint8Array(view);
}
