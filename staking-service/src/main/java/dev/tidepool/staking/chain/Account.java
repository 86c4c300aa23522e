package dev.tidepool.staking.chain;

import dev.tidepool.staking.solana.Bytes;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;

/** An account as the confirmed blocks have it; its owner is the program that alone may change it. */
public record Account(PublicKey address, PublicKey owner, Lamports lamports, Bytes data) {}
