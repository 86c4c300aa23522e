/** Telling programs elsewhere what happened: signed requests to addresses that they chose, through the outbound guard. */
@NullMarked
package dev.tidepool.kernel.webhook;

import org.jspecify.annotations.NullMarked;
