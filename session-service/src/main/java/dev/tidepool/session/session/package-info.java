/** Sessions: lifecycle, time to live, states. */
@NullMarked
package dev.tidepool.session.session;

import org.jspecify.annotations.NullMarked;
