@NullMarked
package dev.tidepool.staking;

import org.jspecify.annotations.NullMarked;
