@NullMarked
package dev.tidepool.staking.chain;

import org.jspecify.annotations.NullMarked;
