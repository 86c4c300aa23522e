package dev.tidepool.staking.order;

import dev.tidepool.staking.solana.PublicKey;

/** A key that signs, with the field that named it. */
public record Authority(String field, PublicKey key) {}
