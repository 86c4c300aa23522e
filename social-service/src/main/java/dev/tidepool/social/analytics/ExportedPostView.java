package dev.tidepool.social.analytics;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A post in an export.
 *
 * @param sentiment from -1 to 1; null until it is measured
 */
record ExportedPostView(
        UUID id,
        Instant createdAt,
        String author,
        String submolt,
        String type,
        int upvotes,
        int downvotes,
        int comments,
        @Nullable Double sentiment) {

    static final String CSV_HEAD = "id,createdAt,author,submolt,type,upvotes,downvotes,comments,sentiment\r\n";

    /** A line of CSV (RFC 4180). Names hold neither commas nor quotes nor what a spreadsheet would take for a formula. */
    String csv() {
        return String.join(
                        ",",
                        id.toString(),
                        createdAt.toString(),
                        author,
                        submolt,
                        type,
                        Integer.toString(upvotes),
                        Integer.toString(downvotes),
                        Integer.toString(comments),
                        sentiment == null ? "" : sentiment.toString())
                + "\r\n";
    }
}
