@NullMarked
package dev.tidepool.staking.solana;

import org.jspecify.annotations.NullMarked;
