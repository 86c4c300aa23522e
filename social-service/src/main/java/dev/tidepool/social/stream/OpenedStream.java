package dev.tidepool.social.stream;

import dev.tidepool.kernel.id.AgentId;

/**
 * A stream that may begin.
 *
 * @param after the position after which it goes on
 * @param beginning what it says first
 */
record OpenedStream(AgentId agent, long after, String beginning) {}
