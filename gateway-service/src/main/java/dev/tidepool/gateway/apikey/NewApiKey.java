package dev.tidepool.gateway.apikey;

import dev.tidepool.kernel.problem.Problem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A request for a key: a name to know it by, what it may do, and what binds it. */
@Schema(name = "NewApiKey")
record NewApiKey(
        @Schema(description = "1 to 64 characters, to know it by", required = true)
        String name,

        @Schema(
                description = "What it may do; some of the caller's own scopes",
                required = true,
                examples = "[\"chat:write\"]")
        Set<String> scopes,

        @Schema(description = "When it stops; never if absent")
        Optional<Instant> expiresAt,

        @Schema(description = "Requests a minute of this key, besides the organisation's limit", minimum = "1")
        Optional<Integer> rateLimitPerMinute,

        @Schema(description = "Whether a text that is 30 days old stops 24 hours later; no if absent")
        Optional<Boolean> autoRotate) {

    private static final int MAX_NAME = 64;

    NewApiKey(
            @Nullable String name,
            @Nullable Set<String> scopes,
            Optional<Instant> expiresAt,
            Optional<Integer> rateLimitPerMinute,
            Optional<Boolean> autoRotate) {
        if (scopes == null || scopes.isEmpty()) {
            throw Problem.invalidField("scopes", "scopes must name at least one scope, such as sessions:read.");
        }
        this.name = validName(name);
        this.scopes = Set.copyOf(scopes);
        this.expiresAt = expiresAt.map(time -> time.truncatedTo(ChronoUnit.MICROS));
        this.rateLimitPerMinute = rateLimitPerMinute;
        this.autoRotate = autoRotate;
    }

    KeyTerms terms() {
        return new KeyTerms(
                expiresAt,
                rateLimitPerMinute.map(OptionalInt::of).orElseGet(OptionalInt::empty),
                autoRotate.orElse(false));
    }

    static String validName(@Nullable String name) {
        if (name == null || name.isBlank() || name.length() > MAX_NAME || name.indexOf('\0') >= 0) {
            throw Problem.invalidField("name", "name must have 1 to " + MAX_NAME + " characters.");
        }
        return name.strip();
    }
}
