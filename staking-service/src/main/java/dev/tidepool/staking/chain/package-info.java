/** The Solana cluster as this service sees it: calls with failover, and what is kept of their answers. */
@NullMarked
package dev.tidepool.staking.chain;

import org.jspecify.annotations.NullMarked;
