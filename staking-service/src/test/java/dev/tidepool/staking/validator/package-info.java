@NullMarked
package dev.tidepool.staking.validator;

import org.jspecify.annotations.NullMarked;
