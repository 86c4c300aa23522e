package dev.tidepool.social.comment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of comments. */
@ConfigMapping(prefix = "tidepool.social.comment")
interface CommentConfig {

    /** Characters in a comment; the table holds at most 10,000. */
    @WithDefault("10000")
    int maxContentCharacters();

    /** Levels of replies below a root; the table holds at most 100. */
    @WithDefault("10")
    int maxDepth();

    /** Replies that one page carries below its roots, those of the upper levels first. */
    @WithDefault("300")
    int maxRepliesPerPage();
}
