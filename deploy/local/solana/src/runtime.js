import litesvm from 'litesvm';
import { getTransactionDecoder } from '@solana/kit';
import { toOutcome } from './outcome.js';
import { OWNERS, STAKE_HISTORY, SYSTEM } from './programs.js';

const { Clock, EpochSchedule, FailedTransactionMetadata, LiteSVM, StakeHistory, StakeHistoryEntry } = litesvm;
/** A count and 512 entries of 32 bytes: on a cluster the account always has its full size. */
const STAKE_HISTORY_BYTES = 8 + 512 * 32;
const toTransaction = getTransactionDecoder();

/**
 * The Solana runtime: accounts, programs and sysvars. Signatures, blockhashes and duplicates are judged before a
 * transaction comes here. Only decoded transactions may: other bytes abort the process.
 */
export class Runtime {
  #svm;

  constructor({ slotsPerEpoch, snapshot }) {
    const svm = snapshot ? LiteSVM.fromBytes(snapshot) : new LiteSVM();
    this.#svm = svm.withSigverify(false).withBlockhashCheck(false).withTransactionHistory(0n);
    const slots = BigInt(slotsPerEpoch);
    this.#svm.setEpochSchedule(new EpochSchedule(slots, slots, false, 0n, 0n));
  }

  account(address) {
    const account = this.#svm.getAccount(address);
    return account.exists && account.lamports > 0n ? toAccount(account) : undefined;
  }

  accountsOf(program) {
    return this.#svm.getProgramAccounts(program).filter(({ lamports }) => lamports > 0n).map(toAccount);
  }

  balance(address) {
    return this.#svm.getBalance(address) ?? 0n;
  }

  /** All lamports there are. */
  supply() {
    return OWNERS.flatMap((owner) => this.accountsOf(owner)).reduce((sum, { lamports }) => sum + lamports, 0n);
  }

  setAccount(address, { lamports, data = new Uint8Array(), owner = SYSTEM, executable = false }) {
    this.#svm.setAccount({ address, lamports, data, programAddress: owner, executable, space: BigInt(data.length) });
  }

  rentOf(bytes) {
    return this.#svm.minimumBalanceForRentExemption(BigInt(bytes));
  }

  execute(tx) {
    return outcome(this.#svm.sendTransaction(toTransaction.decode(tx.bytes)));
  }

  /** As execute, without effect; adds the accounts as they would be afterwards. */
  simulate(tx) {
    const result = this.#svm.simulateTransaction(toTransaction.decode(tx.bytes));
    const failed = result instanceof FailedTransactionMetadata;
    const accounts = failed ? [] : result.postAccounts().map((account) => [account.address, toAccount(account)]);
    return { ...outcome(result), accounts: new Map(accounts) };
  }

  nextBlockhash() {
    this.#svm.expireBlockhash();
    return this.#svm.latestBlockhash();
  }

  setClock({ slot, epoch, unixTimestamp }, epochStartTimestamp) {
    const [current, start, now] = [BigInt(epoch), BigInt(epochStartTimestamp), BigInt(unixTimestamp)];
    this.#svm.setClock(new Clock(BigInt(slot), start, current, current + 1n, now));
  }

  setSlotHashes(entries) {
    this.#svm.setSlotHashes(entries.map(([hash, slot]) => ({ slot: BigInt(slot), hash })));
  }

  setStakeHistory(entries) {
    const history = new StakeHistory();
    for (const [epoch, { effective, activating, deactivating }] of entries) {
      history.add(BigInt(epoch), new StakeHistoryEntry(effective, activating, deactivating));
    }
    this.#svm.setStakeHistory(history);
  }

  toBytes() {
    return this.#svm.toBytes();
  }
}

function toAccount({ address, lamports, data, programAddress, executable }) {
  return { address, lamports, data: fullSize(address, data), owner: programAddress, executable };
}

function fullSize(address, data) {
  if (address !== STAKE_HISTORY) return data;
  const padded = new Uint8Array(STAKE_HISTORY_BYTES);
  padded.set(data);
  return padded;
}

function outcome(result) {
  if (result instanceof FailedTransactionMetadata) return toOutcome(result.err(), result.meta());
  return toOutcome(undefined, result.meta === undefined ? result : result.meta());
}
