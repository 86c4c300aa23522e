package dev.tidepool.staking.transaction;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of building and following transactions. */
@ConfigMapping(prefix = "tidepool.staking.transaction")
interface TransactionConfig {

    /** On top of the compute units that a kind was measured to use; what is bid is paid for the whole limit. */
    @WithDefault("50")
    int computeUnitMarginPercent();

    /** On top of the compute units that a simulation used, where computeUnitLimit is auto. */
    @WithDefault("15")
    int simulatedUnitMarginPercent();

    /** In micro-lamports: refuses a slip of the pen, which would be paid. */
    @WithDefault("1000000000")
    long maxComputeUnitPrice();

    /** Between two sendings of the same bytes, and between two looks at a signature. */
    @WithDefault("2s")
    Duration resendEvery();

    /** Until the first look at the nonce of a transaction that nobody has submitted. */
    @WithDefault("15s")
    Duration unsignedCheckEvery();

    /** Between two further looks at it. */
    @WithDefault("5m")
    Duration nonceCheckEvery();

    /** New transactions that one write to the disk keeps: those that come while others are being kept. */
    @WithDefault("64")
    int keptTogether();

    /** New transactions that wait for that; more are 503. */
    @WithDefault("2000")
    int waitingToBeKept();

    /** For one such write; then those it was for are 503, and the next is begun. */
    @WithDefault("10s")
    Duration keepingTimeout();

    /** Transactions that one round of the tracker takes; a status call names at most 256. */
    @WithDefault("200")
    int trackerBatch();

    /** Between two warnings of transactions whose cluster is configured no more; they are kept as they are. */
    @WithDefault("10m")
    Duration unservedCheckEvery();
}
