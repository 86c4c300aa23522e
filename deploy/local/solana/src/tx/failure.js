import { INSTRUCTION_ERRORS, TRANSACTION_ERRORS } from './error-names.js';

/** Wording of the real RPC where clients are known to match on it; other errors are their names in words. */
const MESSAGES = {
  AccountNotFound: 'Attempt to debit an account but found no record of a prior credit.',
  AlreadyProcessed: 'This transaction has already been processed',
  BlockhashNotFound: 'Blockhash not found',
  InsufficientFundsForFee: 'Insufficient funds for fee',
  InsufficientFunds: 'insufficient funds for instruction',
};

/** The runtime's error in the RPC's JSON form: "AccountNotFound" or {"InstructionError":[0,{"Custom":1}]}. */
export function toRpcError(err) {
  if (typeof err === 'number') return TRANSACTION_ERRORS[err];
  switch (err.constructor.name) {
    case 'TransactionErrorInstructionError':
      return { InstructionError: [err.index, toInstructionError(err.err())] };
    case 'TransactionErrorDuplicateInstruction':
      return { DuplicateInstruction: err.index };
    case 'TransactionErrorInsufficientFundsForRent':
      return { InsufficientFundsForRent: { account_index: err.accountIndex } };
    default:
      return { ProgramExecutionTemporarilyRestricted: { account_index: err.accountIndex } };
  }
}

/** The sentence that follows "Transaction simulation failed:". */
export function describe(err) {
  if (typeof err === 'string') return MESSAGES[err] ?? inWords(err);
  if (err.InstructionError === undefined) return inWords(Object.keys(err)[0]);
  const [index, cause] = err.InstructionError;
  const text = typeof cause === 'string'
    ? MESSAGES[cause] ?? inWords(cause).toLowerCase()
    : `custom program error: 0x${cause.Custom.toString(16)}`;
  return `Error processing Instruction ${index}: ${text}`;
}

function toInstructionError(err) {
  if (typeof err === 'number') return INSTRUCTION_ERRORS[err];
  return err.code === undefined ? 'BorshIoError' : { Custom: err.code };
}

function inWords(name) {
  const words = name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  return words[0].toUpperCase() + words.slice(1);
}
