package dev.tidepool.social.embedding;

/**
 * A text with its vector.
 *
 * @param kind {@code post} or {@code comment}
 * @param seq its place in the order in which vectors were stored
 */
record Embedded(TextId id, String kind, long seq, Vector vector) {

    Near near(Vector sought) {
        return new Near(id, kind, vector.cosine(sought));
    }
}
