package dev.tidepool.staking.agent;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the body of a recommendation may have, for the description alone: it is read field by field. */
record RecommendBody(
        @Schema(required = true, description = "Lamports to stake, as a number or a decimal string")
        String amount,

        @Schema(description = "Who asks; nothing depends on it")
        String agentWallet,

        @Schema(description = "Percent, 0 to 100") int maxCommission,

        @Schema(description = "How many, 1 to 50") int limit) {}
