package dev.tidepool.staking.action;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** JSON body of an action: who is going to sign. */
record ActionRequest(
        @Schema(required = true, description = "Address of the wallet") @Nullable
        String account) {}
