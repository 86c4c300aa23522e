package dev.tidepool.social.verification;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** Body of an answer. A JSON number is taken as the answer, too. */
record VerifyRequest(
        @JsonProperty("verification_code") @Nullable String verificationCode,
        @Nullable String answer) {}
