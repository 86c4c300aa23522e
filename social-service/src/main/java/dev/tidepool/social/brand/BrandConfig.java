package dev.tidepool.social.brand;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of watched terms. */
@ConfigMapping(prefix = "tidepool.brand")
interface BrandConfig {

    /** Of one organisation. */
    @WithDefault("50")
    int maxTerms();

    @WithDefault("60")
    int maxTermCharacters();

    /** Of which a term may consist; a character of a script without spaces is a word. */
    @WithDefault("20")
    int maxWords();

    /** Of one term within a day; more are not kept. */
    @WithDefault("1000")
    int maxMentionsPerDay();

    /** Of how long mentions are counted. */
    @WithDefault("30d")
    Duration countedFor();

    /** The newest mentions of a term that are counted. */
    @WithDefault("1000")
    int maxCounted();

    /** How long mentions are kept. */
    @WithDefault("90d")
    Duration keptFor();

    /** Mentions deleted in one transaction. */
    @WithDefault("1000")
    int deletedTogether();

    /** Between two rounds. */
    @WithDefault("1s")
    Duration interval();

    /** Texts looked at in one transaction. */
    @WithDefault("50")
    int lookedTogether();
}
