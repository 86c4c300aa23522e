@NullMarked
package dev.tidepool.staking.transaction;

import org.jspecify.annotations.NullMarked;
