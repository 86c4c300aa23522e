package dev.tidepool.staking.chain;

/**
 * The rates of an epoch, of the total supply and a year.
 *
 * @param validator what goes to stake and its validators
 */
public record Inflation(double total, double validator, long epoch) {}
