/** What moves at the moment: posts, submolts and tags, by what happened within a window. */
@NullMarked
package dev.tidepool.social.trending;

import org.jspecify.annotations.NullMarked;
