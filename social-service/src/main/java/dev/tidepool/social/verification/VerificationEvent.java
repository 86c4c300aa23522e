package dev.tidepool.social.verification;

import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.social.agent.Author;
import dev.tidepool.social.challenge.ChallengeTarget;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** Tells an agent alone what became of its challenges. */
final class VerificationEvent {

    private VerificationEvent() {}

    /** {@code agent:challenge_passed} or {@code agent:challenge_failed}. */
    static Event decided(EventId eventId, boolean passed, ChallengeTarget target, Author agent, Instant time) {
        JsonObject data = new JsonObject()
                .put("agentId", agent.id().toString())
                .put("targetType", target.kind().wireName())
                .put("targetId", target.id().toString());
        String type = passed ? "agent:challenge_passed" : "agent:challenge_failed";
        return Event.of(eventId, type, agent.organization(), time, List.of("user:" + agent.id()), data);
    }
}
