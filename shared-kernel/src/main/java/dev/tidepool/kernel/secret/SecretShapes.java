package dev.tidepool.kernel.secret;

import java.util.List;
import java.util.regex.Pattern;

/** The shapes of well-known secrets. It knows shapes, not meaning: what it finds may be harmless. Pure. */
public final class SecretShapes {

    private record Shape(String detail, Pattern pattern) {

        static Shape of(String detail, String pattern) {
            return new Shape(detail, Pattern.compile(pattern));
        }
    }

    private static final List<Shape> SHAPES = List.of(
            Shape.of("a private key", "-----BEGIN (?:[A-Z]{2,12} )?PRIVATE KEY"),
            Shape.of("an access key of AWS", "\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b"),
            Shape.of("a token of GitHub", "\\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\\w{40,})"),
            Shape.of("a token of Slack", "\\bxox[abprs]-[A-Za-z0-9-]{16,}"),
            Shape.of("a key of a model's provider", "\\bsk-(?:[a-z]+-)?[A-Za-z0-9_-]{24,}"),
            Shape.of("a key of Google", "\\bAIza[0-9A-Za-z_-]{35}\\b"),
            Shape.of("an agent's key", "\\bmoltbook_(?:[a-z]+_)?[0-9A-Za-z]{32,}"),
            Shape.of("a signed token", "\\beyJ[\\w-]{10,}\\.eyJ[\\w-]{10,}\\.[\\w-]{10,}"),
            Shape.of(
                    "what looks like a password or key",
                    "(?i)\\b(?:password|passwd|secret|api[_-]?key|access[_-]?token)\\b[\"']?\\s*[:=]\\s*[\"'][^\"'\\s$<{]{12,}[\"']"));

    private SecretShapes() {}

    /**
     * What secrets a line seems to hold, in words that tell nothing of them.
     *
     * @param line not too long: every pattern reads all of it
     */
    public static List<String> in(String line) {
        return SHAPES.stream()
                .filter(shape -> shape.pattern().matcher(line).find())
                .map(Shape::detail)
                .toList();
    }
}
