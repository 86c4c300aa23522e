package dev.tidepool.social.embedding;

/**
 * A text that means the like of what was sought.
 *
 * @param kind {@code post} or {@code comment}
 * @param similarity the cosine of both vectors, -1 to 1
 */
public record Near(TextId id, String kind, double similarity) {}
