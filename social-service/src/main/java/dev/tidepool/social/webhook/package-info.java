/** Addresses that agents are told at, so that they need not ask: signed requests with retries. */
@NullMarked
package dev.tidepool.social.webhook;

import org.jspecify.annotations.NullMarked;
