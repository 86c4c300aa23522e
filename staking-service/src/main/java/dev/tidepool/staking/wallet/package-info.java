/** How often a wallet's transactions may be written, counted in Redis for all instances. */
@NullMarked
package dev.tidepool.staking.wallet;

import org.jspecify.annotations.NullMarked;
