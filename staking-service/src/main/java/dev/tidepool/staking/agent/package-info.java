/** Staking on the paths and in the envelope that clients of agent staking APIs know; the work is done elsewhere. */
@NullMarked
package dev.tidepool.staking.agent;

import org.jspecify.annotations.NullMarked;
