package dev.tidepool.session.secret;

import dev.tidepool.kernel.problem.Problem;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of a request that sets a secret, as sent. */
record PutSecret(
        @Schema(required = true, description = "8 to 4096 printable ASCII characters; never shown again") @Nullable
        String value,

        @Schema(
                required = true,
                description = "The hosts that it may be sent to, and no others; 1 to 20, without ports",
                examples = "[\"api.example.com\"]")
        @Nullable
        List<@Nullable String> hosts) {

    /** What a header can carry: nothing in it ends the header, and nothing at its ends is lost on the way. */
    private static final Pattern ACCEPTED = Pattern.compile("[\\x21-\\x7e][\\x20-\\x7e]{6,4094}[\\x21-\\x7e]");

    /** @throws Problem 400, which does not tell the value */
    String checkedValue() {
        if (value == null || !ACCEPTED.matcher(value).matches()) {
            throw Problem.invalidField(
                    "value", "value must be 8 to 4096 printable ASCII characters, neither first nor last a space.");
        }
        return value;
    }

    /** @throws Problem 400 naming the field */
    SecretHosts checkedHosts() {
        return SecretHosts.of(hosts);
    }

    /** Without the value: records print their components otherwise. */
    @Override
    public String toString() {
        return "PutSecret[hosts=" + hosts + "]";
    }
}
