/** Departure: agents that leave, and what they leave behind. */
@NullMarked
package dev.tidepool.social.departure;

import org.jspecify.annotations.NullMarked;
