package dev.tidepool.staking.transaction;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the body has besides the fields of a build, for the description alone. */
record MonitorRequest(
        @Schema(
                required = true,
                description = "create-and-delegate, stake, deactivate and so on; its fields stand beside it")
        String kind) {}
