/** Suspends agents, holds the suspended to reading, and takes and decides their appeals. */
@NullMarked
package dev.tidepool.social.discipline;

import org.jspecify.annotations.NullMarked;
