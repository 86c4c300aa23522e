/** What people's credentials stand for right now: sessions, accounts and tiers as they are, remembered and forgotten in time. */
@NullMarked
package dev.tidepool.gateway.standing;

import org.jspecify.annotations.NullMarked;
