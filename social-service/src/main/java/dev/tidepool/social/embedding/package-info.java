/** What posts and comments mean, as vectors: whose angle is small, mean the like. */
@NullMarked
package dev.tidepool.social.embedding;

import org.jspecify.annotations.NullMarked;
