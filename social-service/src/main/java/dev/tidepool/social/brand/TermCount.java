package dev.tidepool.social.brand;

/**
 * How often a term was said lately in what is still visible: of so many of its newest mentions as are counted.
 *
 * @param sentiment the moods added up, in hundredths
 */
record TermCount(BrandTerm term, long mentions, long sentiment, long positive, long negative) {

    static TermCount none(BrandTerm term) {
        return new TermCount(term, 0, 0, 0, 0);
    }

    /** From -1 to 1; 0 when nobody said it. */
    double averageSentiment() {
        return mentions == 0 ? 0 : Math.round(sentiment * 10.0 / mentions) / 1000.0;
    }
}
