/** What wallets have staked. */
@NullMarked
package dev.tidepool.staking.stake;

import org.jspecify.annotations.NullMarked;
