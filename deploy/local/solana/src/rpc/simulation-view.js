/** A simulation as simulateTransaction and the data of -32002 show it. */
export function simulationView({ err, logs, unitsConsumed, returnData, innerInstructions }, withInner = false) {
  return {
    accounts: null,
    err,
    innerInstructions: withInner ? innerInstructions : null,
    logs,
    replacementBlockhash: null,
    returnData,
    unitsConsumed,
  };
}
