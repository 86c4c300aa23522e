/** Unsigned transactions: built, kept by message hash, submitted once signed, and followed until they are settled. */
@NullMarked
package dev.tidepool.staking.transaction;

import org.jspecify.annotations.NullMarked;
