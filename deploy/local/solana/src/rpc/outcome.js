import { toBase58, toBase64 } from '../encoding.js';

/** A simulation as simulateTransaction and the data of -32002 show it. */
export function simulationView({ err, logs, unitsConsumed, returnData, innerInstructions }, withInner = false) {
  return {
    accounts: null,
    err,
    innerInstructions: withInner ? innerView(innerInstructions) : null,
    logs,
    replacementBlockhash: null,
    returnData: returnDataView(returnData),
    unitsConsumed,
  };
}

export function returnDataView(returnData) {
  const data = returnData?.data() ?? [];
  return data.length === 0 ? null : { programId: toBase58(returnData.programId()), data: [toBase64(data), 'base64'] };
}

/** Inner instructions by the index of the instruction that called them. */
export function innerView(innerInstructions) {
  return innerInstructions
    .map((calls, index) => ({ index, instructions: calls.map(callView) }))
    .filter(({ instructions }) => instructions.length > 0);
}

function callView(call) {
  const instruction = call.instruction();
  return {
    accounts: [...instruction.accounts()],
    data: toBase58(instruction.data()),
    programIdIndex: instruction.programIdIndex(),
    stackHeight: call.stackHeight(),
  };
}
