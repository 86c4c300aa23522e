@NullMarked
package dev.tidepool.staking.fee;

import org.jspecify.annotations.NullMarked;
