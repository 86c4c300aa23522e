package dev.tidepool.session.usage;

/**
 * Tokens of some answers.
 *
 * @param estimated how many of the answers are ones whose tokens the model did not tell
 */
public record TokenCount(long answers, long estimated, long promptTokens, long completionTokens) {

    /** About what a token of English text is long; for answers whose tokens nobody told. */
    private static final int BYTES_PER_TOKEN = 4;

    public TokenCount {
        if (estimated < 0 || estimated > answers || promptTokens < 0 || completionTokens < 0) {
            throw new IllegalArgumentException("counts must not be negative: " + answers + ", " + estimated + ", "
                    + promptTokens + ", " + completionTokens);
        }
    }

    /** One answer as the model counts it. */
    public static TokenCount told(long promptTokens, long completionTokens) {
        return new TokenCount(1, 0, promptTokens, completionTokens);
    }

    /** One answer by the lengths of what was sent and what came. */
    public static TokenCount estimated(long promptBytes, long completionBytes) {
        return new TokenCount(1, 1, tokens(promptBytes), tokens(completionBytes));
    }

    private static long tokens(long bytes) {
        return (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
    }

    long total() {
        return promptTokens + completionTokens;
    }
}
