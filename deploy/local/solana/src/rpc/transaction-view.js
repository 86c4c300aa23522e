import { toBase58, toBase64 } from '../encoding.js';

/** A landed transaction as getTransaction shows it. */
export function transactionView(record, encoding, withVersion) {
  const { tx, slot, blockTime } = record;
  return {
    slot,
    blockTime,
    transaction: encodings[encoding](tx),
    meta: meta(record),
    ...(withVersion ? { version: tx.version } : {}),
  };
}

const encodings = {
  base58: ({ bytes }) => [toBase58(bytes), 'base58'],
  base64: ({ bytes }) => [toBase64(bytes), 'base64'],
  json: (tx) => ({ signatures: tx.signatures.map(toBase58), message: message(tx) }),
};

function meta(record) {
  const { err, fee, preBalances, postBalances, logs, unitsConsumed, loaded, returnData } = record;
  return {
    err,
    status: err === null ? { Ok: null } : { Err: err },
    fee,
    preBalances,
    postBalances,
    preTokenBalances: [],
    postTokenBalances: [],
    rewards: [],
    logMessages: logs,
    innerInstructions: record.innerInstructions,
    loadedAddresses: loaded,
    computeUnitsConsumed: unitsConsumed,
    ...(returnData === null ? {} : { returnData }),
  };
}

function message({ version, header, accounts, blockhash, instructions, lookups }) {
  return {
    header: {
      numRequiredSignatures: header.signers,
      numReadonlySignedAccounts: header.readonlySigners,
      numReadonlyUnsignedAccounts: header.readonlyOthers,
    },
    accountKeys: accounts,
    recentBlockhash: blockhash,
    instructions: instructions.map(({ programIndex, accounts: indexes, data }) =>
      ({ programIdIndex: programIndex, accounts: [...indexes], data: toBase58(data), stackHeight: 1 })),
    ...(version === 0 ? { addressTableLookups: lookups.map(lookup) } : {}),
  };
}

const lookup = ({ table, writable, readonly }) =>
  ({ accountKey: table, writableIndexes: writable, readonlyIndexes: readonly });
