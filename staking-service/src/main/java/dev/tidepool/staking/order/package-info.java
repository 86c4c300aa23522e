/** What clients may order, checked against the chain and turned into instructions. Pure. */
@NullMarked
package dev.tidepool.staking.order;

import org.jspecify.annotations.NullMarked;
