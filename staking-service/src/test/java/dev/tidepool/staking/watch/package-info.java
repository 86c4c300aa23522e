@NullMarked
package dev.tidepool.staking.watch;

import org.jspecify.annotations.NullMarked;
