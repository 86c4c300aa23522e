package dev.tidepool.gateway.apikey;

import dev.tidepool.kernel.problem.Problem;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A request for a new text of a key. */
@Schema(name = "ApiKeyRotation")
record Rotation(
        @Schema(
                description =
                        "How long the present text works on, at most and by default 24 hours; 0 if it is known to others",
                minimum = "0",
                maximum = "86400")
        Optional<Integer> graceSeconds) {

    static final Rotation PLAIN = new Rotation(Optional.empty());

    /** The present text is known to others. */
    static final Rotation AT_ONCE = new Rotation(Optional.of(0));

    Rotation {
        if (graceSeconds.isPresent() && graceSeconds.get() < 0) {
            throw Problem.invalidField("graceSeconds", "graceSeconds must not be negative.");
        }
    }

    /** @throws Problem 400 for one that is longer than the longest */
    Duration grace(Duration longest) {
        Duration wanted = graceSeconds.map(Duration::ofSeconds).orElse(longest);
        if (wanted.compareTo(longest) > 0) {
            throw Problem.invalidField("graceSeconds", "graceSeconds must be at most " + longest.toSeconds() + ".");
        }
        return wanted;
    }
}
