package dev.tidepool.session.send;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.session.SessionId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of a message to another session, as sent. */
record SendMessage(
        @Schema(required = true, description = "The session that receives it") @Nullable
        String to,

        @Schema(required = true, description = "At most 128 KB") @Nullable
        String message,

        @Schema(minimum = "0", maximum = "55", defaultValue = "30", description = "0: do not wait for the reply")
        @Nullable
        Integer timeoutSeconds,

        @Schema(
                minimum = "0",
                maximum = "5",
                defaultValue = "0",
                description = "Answers to answers after the first one")
        @Nullable
        Integer turns,

        @Schema(description = "A repeat with the same key is the first message") @Nullable
        String idempotencyKey) {

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,64}");

    /** @throws Problem 400 naming the field that is not acceptable, 404 for a receiver that cannot be */
    Wanted wanted(SendConfig limits) {
        if (to == null) {
            throw Problem.invalidField("to", "to must name the session that receives the message.");
        }
        return new Wanted(
                SessionId.fromString(to),
                checkedMessage(limits),
                checkedTimeout(limits),
                checkedTurns(limits),
                checkedKey());
    }

    /** A message to be delivered, checked. */
    record Wanted(SessionId to, String message, Duration timeout, int turns, Optional<String> idempotencyKey) {}

    private String checkedMessage(SendConfig limits) {
        if (message == null
                || message.isBlank()
                || message.indexOf('\0') >= 0
                || message.getBytes(StandardCharsets.UTF_8).length > limits.maxMessageBytes()) {
            throw Problem.invalidField(
                    "message",
                    "message must be text of at most %d bytes, not blank and without the character U+0000."
                            .formatted(limits.maxMessageBytes()));
        }
        return message;
    }

    private Duration checkedTimeout(SendConfig limits) {
        long most = limits.maxTimeout().toSeconds();
        if (timeoutSeconds != null && (timeoutSeconds < 0 || timeoutSeconds > most)) {
            throw Problem.invalidField("timeoutSeconds", "timeoutSeconds must be between 0 and " + most + ".");
        }
        return timeoutSeconds == null ? limits.defaultTimeout() : Duration.ofSeconds(timeoutSeconds);
    }

    private int checkedTurns(SendConfig limits) {
        if (turns != null && (turns < 0 || turns > limits.maxTurns())) {
            throw Problem.invalidField("turns", "turns must be between 0 and " + limits.maxTurns() + ".");
        }
        return turns == null ? 0 : turns;
    }

    private Optional<String> checkedKey() {
        if (idempotencyKey != null && !KEY.matcher(idempotencyKey).matches()) {
            throw Problem.invalidField("idempotencyKey", "idempotencyKey must be 1 to 64 visible ASCII characters.");
        }
        return Optional.ofNullable(idempotencyKey);
    }
}
