package dev.tidepool.social.search;

import java.util.List;
import java.util.UUID;

/** A place in the results, whose ranks descend. */
record SearchPlace(double rank, TextId id) {

    /** Before every result: ranks are less than 1. */
    static final SearchPlace START = new SearchPlace(2, new TextId(new UUID(-1, -1)));

    String[] fields() {
        return new String[] {Double.toString(rank), id.toString()};
    }

    static SearchPlace ofFields(List<String> fields) {
        return new SearchPlace(Double.parseDouble(fields.get(0)), TextId.fromString(fields.get(1)));
    }
}
