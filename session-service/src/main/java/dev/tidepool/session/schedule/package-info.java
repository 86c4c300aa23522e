/** Tasks that come back by the calendar. */
@NullMarked
package dev.tidepool.session.schedule;

import org.jspecify.annotations.NullMarked;
