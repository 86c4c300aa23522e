package dev.tidepool.staking.action;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** JSON of what a wallet is to sign and send. */
record ActionTransactionView(
        @Schema(description = "transaction") String type,
        @Schema(description = "Base64, unsigned") String transaction,

        @Schema(description = "What it does, for the person who signs")
        String message) {}
