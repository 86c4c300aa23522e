@NullMarked
package dev.tidepool.staking.agent;

import org.jspecify.annotations.NullMarked;
