/** Messages of a session: append in total order, history, monthly partitions. */
@NullMarked
package dev.tidepool.session.message;

import org.jspecify.annotations.NullMarked;
