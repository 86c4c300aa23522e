import { mkdirSync, readFileSync, renameSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';

const SNAPSHOT = 'accounts.bin';
const CHAIN = 'chain.json';

/** What a clean stop left in the directory, or undefined. Transactions of earlier runs are not kept. */
export function loadState(directory) {
  if (directory === undefined || !existsSync(join(directory, CHAIN))) return undefined;
  const chain = JSON.parse(readFileSync(join(directory, CHAIN), 'utf8'), reviveBigint);
  return { ...chain, snapshot: readFileSync(join(directory, SNAPSHOT)) };
}

export function saveState(directory, chain) {
  if (directory === undefined) return;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const { clock, faucet, genesisHash, blockhashes, stakes, votes } = chain;
  replaceFile(join(directory, SNAPSHOT), chain.runtime.toBytes());
  replaceFile(join(directory, CHAIN), JSON.stringify({
    genesisHash,
    clock: { slot: clock.slot, slotsPerEpoch: clock.slotsPerEpoch },
    blockhashes: blockhashes.entries(),
    stakeHistory: stakes.history,
    votes: votes.saved,
    faucet: { secret: faucet.keyPair.secret, address: faucet.address },
  }, markBigint));
}

/** Written beside and renamed, so that a crash never leaves half a file. It holds a key: owner only. */
function replaceFile(path, content) {
  writeFileSync(`${path}.new`, content, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

const markBigint = (key, value) => (typeof value === 'bigint' ? `${value}n` : value);
const reviveBigint = (key, value) => (/^\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value);
