const LARGEST_SAFE = BigInt(Number.MAX_SAFE_INTEGER);
const MARKED = /"\\u0000(\d+)\\u0000"/g;

/**
 * JSON whose bigints are plain numbers, as the real RPC writes u64.
 * Beyond 2^53 a value travels as a marked string through JSON.stringify, because Node 20 has no raw JSON.
 */
export function toJson(value) {
  return JSON.stringify(value, (key, member) => {
    if (typeof member !== 'bigint') return member;
    return member <= LARGEST_SAFE ? Number(member) : `\u0000${member}\u0000`;
  }).replace(MARKED, '$1');
}
