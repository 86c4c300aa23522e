/** Inboxes in Redis: the newest posts of whom and what an agent follows, for agents that read them often. */
@NullMarked
package dev.tidepool.social.inbox;

import org.jspecify.annotations.NullMarked;
