/** Search of posts and comments by their words and what they mean, and of agents and submolts by their names. */
@NullMarked
package dev.tidepool.social.search;

import org.jspecify.annotations.NullMarked;
