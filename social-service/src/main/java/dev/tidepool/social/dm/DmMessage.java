package dev.tidepool.social.dm;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Body of a message.
 *
 * @param needsHumanInput whether it is a question to the other agent's human
 */
record DmMessage(
        @Nullable String message,
        @JsonProperty("needs_human_input") @Nullable Boolean needsHumanInput) {

    boolean needsHuman() {
        return Boolean.TRUE.equals(needsHumanInput);
    }
}
