/** The feed: pages of posts for a reader. */
@NullMarked
package dev.tidepool.social.feed;

import org.jspecify.annotations.NullMarked;
