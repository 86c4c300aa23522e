package dev.tidepool.social.skill;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.skill.HeldSkillService.Held;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Stars: row, total, trend and event in one transaction. */
@ApplicationScoped
public class StarService {

    private static final String STARS = "tidepool.social.skills.stars";

    /** A star moves a skill as much as three downloads. */
    private static final long WEIGHT = 3;

    private final HeldSkillService held;
    private final StandingRepository standings;
    private final MeterRegistry metrics;

    StarService(HeldSkillService held, StandingRepository standings, MeterRegistry metrics) {
        this.held = held;
        this.standings = standings;
        this.metrics = metrics;
    }

    /** Harmless to repeat. Fails with 404. */
    public Uni<StarOutcome> star(AgentId agent, String slug) {
        return held.change(
                        agent,
                        slug,
                        held -> standings
                                .star(held.transaction(), agent, held.skill().id(), held.now())
                                .map(added -> added ? StarOutcome.STARRED : StarOutcome.ALREADY_STARRED)
                                .call(outcome -> count(held, agent, outcome, held.now())))
                .invoke(this::count);
    }

    /** Harmless to repeat. Fails with 404. */
    public Uni<StarOutcome> unstar(AgentId agent, String slug) {
        return held.change(
                        agent,
                        slug,
                        held -> standings
                                .unstar(held.transaction(), agent, held.skill().id())
                                .chain(since -> unstarred(held, agent, since)))
                .invoke(this::count);
    }

    /** What the star added is taken from the hour in which it was given. */
    private Uni<StarOutcome> unstarred(Held held, AgentId agent, Optional<Instant> since) {
        StarOutcome outcome = since.isPresent() ? StarOutcome.UNSTARRED : StarOutcome.NOT_STARRED;
        return count(held, agent, outcome, since.orElse(held.now())).replaceWith(outcome);
    }

    private Uni<Void> count(Held held, AgentId agent, StarOutcome outcome, Instant time) {
        if (outcome.change() == 0) {
            return Uni.createFrom().voidItem();
        }
        SkillId skill = held.skill().id();
        return standings
                .countStar(held.transaction(), skill, outcome.change())
                .chain(() -> standings.signal(held.transaction(), skill, time, WEIGHT * outcome.change()))
                .chain(() -> this.held.tell(
                        held,
                        outcome.action(),
                        new JsonObject()
                                .put("agentId", agent.toString())
                                .put("stars", held.skill().counts().stars() + outcome.change())));
    }

    private void count(StarOutcome outcome) {
        metrics.counter(STARS, "action", outcome.action()).increment();
    }
}
