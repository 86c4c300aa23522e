/** Solana Actions: what wallets offer to people who follow a link. No credential, and nothing is kept. */
@NullMarked
package dev.tidepool.staking.action;

import org.jspecify.annotations.NullMarked;
