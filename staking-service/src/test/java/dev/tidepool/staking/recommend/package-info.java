@NullMarked
package dev.tidepool.staking.recommend;

import org.jspecify.annotations.NullMarked;
