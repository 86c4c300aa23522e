@NullMarked
package dev.tidepool.staking.wallet;

import org.jspecify.annotations.NullMarked;
