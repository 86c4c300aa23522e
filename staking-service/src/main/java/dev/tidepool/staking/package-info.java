/** The staking service: transactions are built, checked and followed here, and signed elsewhere. */
@NullMarked
package dev.tidepool.staking;

import org.jspecify.annotations.NullMarked;
