package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.problem.ErrorCode;

/** Failures of submitting and reading transactions. */
enum TransactionError implements ErrorCode {
    TRANSACTION_NOT_FOUND(404, "No such transaction"),
    IDEMPOTENCY_KEY_REUSED(409, "The idempotency key belongs to another request"),
    CLUSTER_DIFFERS(409, "The transaction is of another cluster"),
    SAME_TRANSACTION(409, "The same transaction was submitted before"),
    MALFORMED_TRANSACTION(400, "Not a transaction"),
    INVALID_SIGNATURE(422, "A signature is missing or does not fit"),
    UNKNOWN_MESSAGE(422, "Not a transaction that was built here"),
    INSTRUCTIONS_DIFFER(422, "Not what was built"),
    SIMULATION_FAILED(422, "The chain would not take the transaction"),
    TRANSACTION_EXPIRED(409, "The blockhash has expired"),
    TRANSACTION_REJECTED(422, "The chain rejected the transaction");

    private final int status;
    private final String title;

    TransactionError(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
