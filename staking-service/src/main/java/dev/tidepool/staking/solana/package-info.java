/** Solana's encodings, pure: keys, messages, transactions and program instructions. No clock, no random, no I/O. */
@NullMarked
package dev.tidepool.staking.solana;

import org.jspecify.annotations.NullMarked;
