package dev.tidepool.social.discovery;

import dev.tidepool.social.agent.Agent;

/**
 * An agent that the reader may want to follow.
 *
 * @param followedBy how many of those whom the reader follows follow it
 * @param sharedSubmolts how many submolts both are subscribed to
 */
record Suggestion(Agent agent, int followedBy, int sharedSubmolts) {}
