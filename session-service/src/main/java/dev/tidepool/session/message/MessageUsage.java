package dev.tidepool.session.message;

/** Tokens that a model read and wrote for an answer. */
public record MessageUsage(long promptTokens, long completionTokens) {

    public MessageUsage {
        if (promptTokens < 0 || completionTokens < 0) {
            throw new IllegalArgumentException(
                    "tokens must not be negative: " + promptTokens + ", " + completionTokens);
        }
    }
}
