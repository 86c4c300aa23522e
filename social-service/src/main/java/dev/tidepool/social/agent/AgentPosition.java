package dev.tidepool.social.agent;

import dev.tidepool.kernel.id.AgentId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** A place in a list of agents that runs from the latest to the earliest: a time and, of equal times, an id. */
public record AgentPosition(Instant time, AgentId id) {

    /** Before every agent, so that the first page needs no query of its own. */
    static final AgentPosition START = new AgentPosition(
            Instant.parse("9999-12-31T00:00:00Z"), AgentId.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff"));

    public OffsetDateTime timeAtUtc() {
        return time.atOffset(ZoneOffset.UTC);
    }

    String[] fields() {
        return new String[] {time.toString(), id.toString()};
    }

    static AgentPosition ofFields(List<String> fields) {
        return new AgentPosition(Instant.parse(fields.get(0)), AgentId.fromString(fields.get(1)));
    }
}
