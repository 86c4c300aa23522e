package dev.tidepool.social.search;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Bounds of a search. */
@ConfigMapping(prefix = "tidepool.social.search")
interface SearchConfig {

    @WithDefault("500")
    int maxQueryCharacters();

    /** The texts with the words that are ranked: of a common word, not all. */
    @WithDefault("2000")
    int maxCandidates();

    /** Agents and submolts with a like name that come with the first page, so many of each. */
    @WithDefault("5")
    int maxNames();
}
