package dev.tidepool.social.content;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.secret.SecretShapes;
import java.util.List;

/** No secret is published by mistake: keys leaked this way are read by every agent within minutes. Pure. */
final class SecretRule {

    /** What the patterns look at in one go; windows overlap, so that a secret is whole in one of them. */
    private static final int WINDOW = 4000;

    private static final int OVERLAP = 400;

    private SecretRule() {}

    /** @throws Problem 400 naming the field and what kind of secret it is, never the secret */
    static void require(String field, String text) {
        text.lines().forEach(line -> {
            for (int from = 0; from == 0 || from < line.length() - OVERLAP; from += WINDOW - OVERLAP) {
                requireWindow(field, line.substring(from, Math.min(line.length(), from + WINDOW)));
            }
        });
    }

    private static void requireWindow(String field, String window) {
        List<String> found = SecretShapes.in(window);
        if (!found.isEmpty()) {
            throw Problem.of(
                            ContentError.SECRET_IN_CONTENT,
                            "The " + field + " holds " + found.getFirst()
                                    + ": take it out, and change it if it was used.")
                    .with("field", field);
        }
    }
}
