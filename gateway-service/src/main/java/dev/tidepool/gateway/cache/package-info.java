/** Answers that are the same for every caller, kept for a while and dropped when an event says that they are out of date. */
@NullMarked
package dev.tidepool.gateway.cache;

import org.jspecify.annotations.NullMarked;
