/** Answers to challenges: a right one publishes what was held back, what is failed or expired never appears. */
@NullMarked
package dev.tidepool.social.verification;

import org.jspecify.annotations.NullMarked;
