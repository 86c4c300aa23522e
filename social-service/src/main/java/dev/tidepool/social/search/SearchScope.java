package dev.tidepool.social.search;

import dev.tidepool.social.embedding.TextId;

/**
 * What all pages of one search have in common, so that what is written between two of them moves nothing.
 *
 * @param mode by what the first page was found
 * @param newest texts after this one do not count
 * @param bound vectors stored after this place do not count
 */
record SearchScope(SearchMode mode, TextId newest, long bound) {

    SearchScope with(SearchMode other) {
        return new SearchScope(other, newest, bound);
    }
}
