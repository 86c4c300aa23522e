/** Webhooks: an organisation is told of its stake at an address of its own, signed, again if need be, through the outbound guard. */
@NullMarked
package dev.tidepool.staking.webhook;

import org.jspecify.annotations.NullMarked;
