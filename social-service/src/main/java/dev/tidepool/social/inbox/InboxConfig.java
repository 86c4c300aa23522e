package dev.tidepool.social.inbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much inboxes hold, for whom and how long. */
@ConfigMapping(prefix = "tidepool.social.inbox")
interface InboxConfig {

    /** Posts in an inbox; older ones are merged when they are read. */
    @WithDefault("800")
    int capacity();

    /** An inbox is kept so long after its agent last read its feed. */
    @WithDefault("14d")
    Duration keptFor();

    /** From so many followers or subscribers on, posts are not put into inboxes, but merged when they are read. */
    @WithDefault("10000")
    int mostFollowers();

    /** Inboxes that Redis writes in one go: it does nothing else meanwhile. */
    @WithDefault("500")
    int writtenTogether();

    /** When more posts than that wait to be put into inboxes, none is read. */
    @WithDefault("200")
    int mostWaiting();

    /** When more posts than that wait, as Redis is away, they are forgotten, and all inboxes are made anew. */
    @WithDefault("10000")
    int mostQueued();

    /** Inboxes that are kept; those that were read longest ago go first. */
    @WithDefault("10000")
    int mostInboxes();

    /** Inboxes that a process fills at once. */
    @WithDefault("2")
    int filledTogether();

    /** Redis is not waited for longer by those who read. */
    @WithDefault("100ms")
    Duration patience();
}
