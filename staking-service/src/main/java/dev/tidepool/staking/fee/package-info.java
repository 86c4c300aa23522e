/** What the chain charges for staking, as it tells it now. */
@NullMarked
package dev.tidepool.staking.fee;

import org.jspecify.annotations.NullMarked;
