/** Several clusters in one service. */
@org.jspecify.annotations.NullMarked
package dev.tidepool.staking.cluster;
