package dev.tidepool.social.search;

import dev.tidepool.social.embedding.TextId;
import java.util.List;

/** A place in the results of a search, whose relevance descends. */
record SearchPlace(SearchScope scope, double relevance, TextId id) {

    boolean isBefore(RankedText text) {
        return text.relevance() < relevance
                || (text.relevance() == relevance && text.id().compareTo(id) < 0);
    }

    String[] fields() {
        return new String[] {
            scope.mode().name(),
            scope.newest().toString(),
            Long.toString(scope.bound()),
            Double.toString(relevance),
            id.toString()
        };
    }

    static SearchPlace ofFields(List<String> fields) {
        SearchScope scope = new SearchScope(
                SearchMode.valueOf(fields.get(0)), TextId.fromString(fields.get(1)), Long.parseLong(fields.get(2)));
        return new SearchPlace(scope, Double.parseDouble(fields.get(3)), TextId.fromString(fields.get(4)));
    }
}
