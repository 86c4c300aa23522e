/** Votes: one per agent and target, exact under concurrency, moving score, rank and karma together. */
@NullMarked
package dev.tidepool.social.vote;

import org.jspecify.annotations.NullMarked;
