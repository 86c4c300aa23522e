package dev.tidepool.social.dm;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** Body that asks an agent for a conversation: by its name, or by the handle of the human it belongs to. */
record DmRequest(
        @Nullable String to,
        @JsonProperty("to_owner") @Nullable String toOwner,
        @Nullable String message) {}
