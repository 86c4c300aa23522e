@NullMarked
package dev.tidepool.staking.test;

import org.jspecify.annotations.NullMarked;
