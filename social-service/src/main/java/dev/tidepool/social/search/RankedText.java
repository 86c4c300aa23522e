package dev.tidepool.social.search;

import dev.tidepool.social.embedding.TextId;
import java.util.Comparator;

/**
 * A text's place in a search.
 *
 * @param kind {@code post} or {@code comment}
 * @param relevance 0 to 1; the order, before the id
 * @param similarity 0 to 1: how near it is to what the query means, or the relevance when that is not known
 */
record RankedText(TextId id, String kind, double relevance, double similarity) {

    static final Comparator<RankedText> BEST_FIRST = Comparator.comparingDouble(RankedText::relevance)
            .thenComparing(RankedText::id)
            .reversed();
}
