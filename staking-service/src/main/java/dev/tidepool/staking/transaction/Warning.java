package dev.tidepool.staking.transaction;

/** What a client should know before it signs; the transaction is built all the same. */
enum Warning {
    VALIDATOR_DELINQUENT("The validator has stopped voting: stake with it earns nothing until it votes again."),
    FULL_COMMISSION("The validator keeps all rewards: its commission is 100 percent.");

    private final String detail;

    Warning(String detail) {
        this.detail = detail;
    }

    String detail() {
        return detail;
    }
}
