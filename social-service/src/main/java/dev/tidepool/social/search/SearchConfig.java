package dev.tidepool.social.search;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Bounds of a search. */
@ConfigMapping(prefix = "tidepool.social.search")
interface SearchConfig {

    @WithDefault("500")
    int maxQueryCharacters();

    /** The texts with the words that are ranked: of a common word the newest, not all. */
    @WithDefault("2000")
    int maxCandidates();

    /** The best texts by their words that all pages of a search show together. */
    @WithDefault("1000")
    int maxResults();

    /** The nearest texts by what they mean that are looked at, and the best by their words that are compared with these. */
    @WithDefault("200")
    int maxNeighbours();

    /** The least cosine, 0 to 1, of a text that is found by what it means alone. */
    @WithDefault("0.3")
    double minSimilarity();

    /** Agents and submolts with a like name that come with the first page, so many of each. */
    @WithDefault("5")
    int maxNames();
}
