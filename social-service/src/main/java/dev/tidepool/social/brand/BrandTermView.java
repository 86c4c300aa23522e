package dev.tidepool.social.brand;

import java.time.Instant;
import java.util.UUID;

/**
 * A watched term and how often it was said in the last 30 days; of more than 1,000 mentions the newest are counted.
 *
 * @param avgSentiment from -1 to 1
 */
record BrandTermView(
        UUID id,
        String term,
        long mentions,
        long positive,
        long neutral,
        long negative,
        double avgSentiment,
        Instant createdAt) {

    static BrandTermView of(TermCount counted) {
        return new BrandTermView(
                counted.term().id().value(),
                counted.term().term(),
                counted.mentions(),
                counted.positive(),
                counted.mentions() - counted.positive() - counted.negative(),
                counted.negative(),
                counted.averageSentiment(),
                counted.term().createdAt());
    }
}
