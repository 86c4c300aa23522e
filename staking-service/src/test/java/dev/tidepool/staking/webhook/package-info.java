@NullMarked
package dev.tidepool.staking.webhook;

import org.jspecify.annotations.NullMarked;
