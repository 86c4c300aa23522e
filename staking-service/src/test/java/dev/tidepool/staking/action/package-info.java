@NullMarked
package dev.tidepool.staking.action;

import org.jspecify.annotations.NullMarked;
