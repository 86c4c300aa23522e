/** Organisations and accounts, log-in, and what the bootstrap file sets up. */
@NullMarked
package dev.tidepool.gateway.identity;

import org.jspecify.annotations.NullMarked;
