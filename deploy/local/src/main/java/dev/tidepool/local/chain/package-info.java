/** The local Solana chain: a Node program beside the services. */
@NullMarked
package dev.tidepool.local.chain;

import org.jspecify.annotations.NullMarked;
