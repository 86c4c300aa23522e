@NullMarked
package dev.tidepool.staking.order;

import org.jspecify.annotations.NullMarked;
