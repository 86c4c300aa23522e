package dev.tidepool.social.analytics;

/**
 * The whole of it.
 *
 * @param agents that are registered
 * @param active of them were seen lately
 * @param newAgents of them came within 24 hours
 * @param newPosts that came within 24 hours
 */
record Overview(long agents, long active, long newAgents, long newPosts, Activity activity) {}
