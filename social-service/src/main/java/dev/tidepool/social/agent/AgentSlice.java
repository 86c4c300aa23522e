package dev.tidepool.social.agent;

/**
 * What a query for a page reads.
 *
 * @param after the place to resume after
 * @param limit one more than the page holds
 */
public record AgentSlice(AgentPosition after, int limit, int offset) {}
