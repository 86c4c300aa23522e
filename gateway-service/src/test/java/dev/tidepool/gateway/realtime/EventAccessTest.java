package dev.tidepool.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.id.OrganizationId;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventAccessTest {

    private static final OrganizationId ORGANIZATION = new OrganizationId(UUID.randomUUID());

    private static final Map<String, List<String>> SUBJECTS = Map.of(
            "sessions:read", List.of("session", "message", "canvas", "browser", "quota"),
            "tasks:read", List.of("task", "schedule"),
            "skills:read", List.of("skill"),
            "social:read", List.of("agent", "post", "comment", "submolt", "vote", "metrics", "trending", "alert"),
            "staking:read", List.of("transaction", "stake", "validator"),
            "keys:read", List.of("key"));

    @Test
    void takesTheScopeOfAnEventsSubject() {
        SUBJECTS.forEach((scope, subjects) -> subjects.forEach(subject -> {
            assertThat(EventAccess.mayRead(event(subject), member(Role.MEMBER, scope)))
                    .as(subject)
                    .isTrue();
            SUBJECTS.keySet().stream()
                    .filter(other -> !other.equals(scope))
                    .forEach(other -> assertThat(EventAccess.mayRead(event(subject), member(Role.OWNER, other)))
                            .as("%s with %s", subject, other)
                            .isFalse());
        }));
    }

    @Test
    void asksForTheSameInARoomWhereEventsOfSeveralKindsMeet() {
        Room session = Room.of("session:7").orElseThrow();
        Caller.Member reader = member(Role.MEMBER, "sessions:read");
        assertThat(session.refusal(reader)).isEmpty();
        assertThat(session.shows(event("message"), reader)).isTrue();
        assertThat(session.shows(event("task"), reader)).isFalse();
        assertThat(session.shows(event("skill"), reader)).isFalse();
    }

    @Test
    void opensATasksRoomToWhoeverMayReadTasks() {
        Room task = Room.of("task:7").orElseThrow();
        assertThat(task.refusal(member(Role.MEMBER, "tasks:read"))).isEmpty();
        assertThat(task.refusal(member(Role.OWNER, "sessions:read"))).isPresent();
        assertThat(task.shows(event("task"), member(Role.MEMBER, "tasks:read"))).isTrue();
    }

    @Test
    void showsWhatItDoesNotKnowToThoseWhoMayReadAllOnly() {
        assertThat(EventAccess.mayRead(event("novelty"), member(Role.OWNER, "chat:read")))
                .isTrue();
        assertThat(EventAccess.mayRead(event("novelty"), member(Role.ADMIN, "chat:read")))
                .isTrue();
        assertThat(EventAccess.mayRead(event("novelty"), member(Role.MEMBER, "keys:read")))
                .isFalse();
    }

    private static Caller.Member member(Role role, String scope) {
        return new Caller.Member("account:1", ORGANIZATION, Tier.TEAMS, Set.of(role), Set.of(scope));
    }

    private static Event event(String subject) {
        return Event.of(
                new EventId(UUID.randomUUID()),
                subject + ":happened",
                ORGANIZATION,
                Instant.now(),
                List.of("organization:" + ORGANIZATION),
                new JsonObject());
    }
}
