/** What is going on, in numbers: totals kept as things happen, the mood of posts, and all of it to take out. */
@NullMarked
package dev.tidepool.social.analytics;

import org.jspecify.annotations.NullMarked;
