package dev.tidepool.social.dm;

/**
 * What waits for an agent.
 *
 * @param requests that it has not answered
 * @param conversations with messages that it has not read
 * @param messages that it has not read
 */
public record InboxCounts(long requests, long conversations, long messages) {}
