package dev.tidepool.session.send;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of a request that lets somebody speak to a session: one of the two, as sent. */
record AddSender(
        @Schema(description = "A session of the same organisation") @Nullable
        String sessionId,

        @Schema(description = "Another organisation, which accepts and names its session") @Nullable
        String organizationId) {}
