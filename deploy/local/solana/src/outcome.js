import { toBase58, toBase64 } from './encoding.js';
import { toRpcError } from './tx/failure.js';

/**
 * What the runtime reports of a transaction, copied into plain values in the shapes of the RPC: its own objects hold
 * on to native memory, and outcomes are kept for as long as the ledger remembers them.
 */
export function toOutcome(failure, meta) {
  return {
    err: failure === undefined ? null : toRpcError(failure),
    logs: meta.logs(),
    unitsConsumed: meta.computeUnitsConsumed(),
    innerInstructions: innerInstructions(meta.innerInstructions()),
    returnData: returnData(meta.returnData()),
  };
}

/** Outcome of a transaction that never reached the runtime. */
export const rejected = (err) => ({
  err, logs: [], unitsConsumed: 0n, innerInstructions: [], returnData: null, accounts: new Map(),
});

function returnData(native) {
  const data = native.data();
  return data.length === 0 ? null : { programId: toBase58(native.programId()), data: [toBase64(data), 'base64'] };
}

/** The calls made by each instruction that made any. */
function innerInstructions(native) {
  return native
    .map((calls, index) => ({ index, instructions: calls.map(innerInstruction) }))
    .filter(({ instructions }) => instructions.length > 0);
}

function innerInstruction(call) {
  const instruction = call.instruction();
  return {
    accounts: [...instruction.accounts()],
    data: toBase58(instruction.data()),
    programIdIndex: instruction.programIdIndex(),
    stackHeight: call.stackHeight(),
  };
}
