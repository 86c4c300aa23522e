package dev.tidepool.staking.order;

/** What a client should know before it signs; the transaction is built all the same. */
public enum Warning {
    VALIDATOR_DELINQUENT("The validator has stopped voting: stake with it earns nothing until it votes again."),
    FULL_COMMISSION("The validator keeps all rewards: its commission is 100 percent."),
    NEW_AUTHORITY_CANNOT_SIGN("The new authority is no wallet: only a program can act for it."),
    CLOSES_ACCOUNT("The account is closed: nothing is left at its address.");

    private final String detail;

    Warning(String detail) {
        this.detail = detail;
    }

    public String detail() {
        return detail;
    }
}
