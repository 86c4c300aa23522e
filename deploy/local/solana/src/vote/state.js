import { fromBase58 } from '../encoding.js';

export const VOTE_BYTES = 3_762;
const VERSION_4 = 3;
/** A tower holds 31 votes; the vote that falls out at the bottom is the root. */
const TOWER = 31;
const CREDITS_PER_SLOT = 16;
const EPOCHS_OF_CREDITS = 10;

/**
 * Data of a vote account (version 4) that has voted for every slot up to `lastVote`.
 * A pure function: votes, root and credits all follow from the last slot voted for.
 */
export function voteState({ node, authority, address, commission, lastVote, unixTimestamp, slotsPerEpoch }) {
  const epoch = Math.floor(lastVote / slotsPerEpoch);
  const parts = [
    u32(VERSION_4), key(node), key(authority), key(address), key(node),
    u16(commission * 100), u16(10_000), u64(0), u8(0),
    u64(TOWER), ...votes(lastVote),
    u8(1), u64(lastVote - TOWER),
    u64(1), u64(epoch), key(authority),
    ...credits(epochCredits(lastVote, slotsPerEpoch)),
    u64(lastVote), u64(unixTimestamp),
  ];
  const data = new Uint8Array(VOTE_BYTES);
  data.set(Buffer.concat(parts));
  return data;
}

/** Lines of [epoch, credits at its end, credits at its beginning], oldest first, as getVoteAccounts shows them. */
export function epochCredits(lastVote, slotsPerEpoch) {
  const last = Math.floor(lastVote / slotsPerEpoch);
  return Array.from({ length: EPOCHS_OF_CREDITS }, (_, index) => last - EPOCHS_OF_CREDITS + 1 + index)
    .map((epoch) => [
      epoch,
      Math.min(lastVote, (epoch + 1) * slotsPerEpoch) * CREDITS_PER_SLOT,
      epoch * slotsPerEpoch * CREDITS_PER_SLOT,
    ]);
}

function votes(lastVote) {
  return Array.from({ length: TOWER }, (_, index) => {
    const confirmations = TOWER - index;
    return Buffer.concat([u8(1), u64(lastVote - confirmations + 1), u32(confirmations)]);
  });
}

function credits(lines) {
  return [u64(lines.length), ...lines.flat().map(u64)];
}

const key = (address) => fromBase58(address, 44);
const u8 = (value) => Buffer.from([value]);
const u16 = (value) => write(2, (view) => view.writeUInt16LE(value));
const u32 = (value) => write(4, (view) => view.writeUInt32LE(value));
const u64 = (value) => write(8, (view) => view.writeBigUInt64LE(BigInt(value)));

function write(length, fill) {
  const view = Buffer.alloc(length);
  fill(view);
  return view;
}
