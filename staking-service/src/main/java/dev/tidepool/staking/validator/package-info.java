/** Validators that stake can be delegated to. */
@NullMarked
package dev.tidepool.staking.validator;

import org.jspecify.annotations.NullMarked;
