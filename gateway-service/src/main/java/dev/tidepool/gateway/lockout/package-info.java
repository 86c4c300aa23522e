/** Slows down whoever guesses: exponential back-off for each account and for each client network. */
@NullMarked
package dev.tidepool.gateway.lockout;

import org.jspecify.annotations.NullMarked;
