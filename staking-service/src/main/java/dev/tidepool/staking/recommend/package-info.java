/** Which validators to stake with, and why. */
@NullMarked
package dev.tidepool.staking.recommend;

import org.jspecify.annotations.NullMarked;
