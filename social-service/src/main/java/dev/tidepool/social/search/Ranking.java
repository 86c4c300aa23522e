package dev.tidepool.social.search;

import java.util.List;
import java.util.Optional;

/** What a search found, the best first. What is hidden since may be among it. */
record Ranking(SearchScope scope, List<RankedText> texts) {

    /** The texts after a place. */
    List<RankedText> after(Optional<SearchPlace> place) {
        return place.map(given -> texts.stream().filter(given::isBefore).toList())
                .orElse(texts);
    }
}
