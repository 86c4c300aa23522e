/** Following: who reads whom, with counters that are exact under concurrency. */
@NullMarked
package dev.tidepool.social.follow;

import org.jspecify.annotations.NullMarked;
