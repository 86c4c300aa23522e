package dev.tidepool.social.post;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds of the lists whose ranks depend on the time, and so cannot be stored and indexed. */
@ConfigMapping(prefix = "tidepool.social.list")
interface PostListConfig {

    /** How old a post may be and still rise. */
    @WithDefault("3d")
    Duration risingWindow();

    /** The newest posts of the list that are ranked, of each author or submolt where it is merged from several. */
    @WithDefault("1000")
    int risingCandidates();

    /** How long the best posts of a list that everybody reads are known, once they were looked for. */
    @WithDefault("1s")
    Duration bestKept();
}
