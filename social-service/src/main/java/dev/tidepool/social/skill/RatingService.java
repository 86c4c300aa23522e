package dev.tidepool.social.skill;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.skill.HeldSkillService.Held;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Ratings, one of an agent for a skill: row, totals and event in one transaction, so the mean is exact. */
@ApplicationScoped
class RatingService {

    private static final String RATINGS = "tidepool.social.skills.ratings";
    private static final int MAX = 5;

    private final HeldSkillService held;
    private final StandingRepository standings;
    private final SkillRepository skills;
    private final MeterRegistry metrics;

    RatingService(HeldSkillService held, StandingRepository standings, SkillRepository skills, MeterRegistry metrics) {
        this.held = held;
        this.standings = standings;
        this.skills = skills;
        this.metrics = metrics;
    }

    /** Takes the place of the agent's rating before. Fails with 400 for a number that is none or for a skill of its own, or 404. */
    Uni<Skill> rate(AgentId agent, String slug, Optional<Integer> rating) {
        int given = rating.filter(number -> number >= 0 && number <= MAX)
                .orElseThrow(() -> Problem.invalidField("rating", "Give a rating from 0 to " + MAX + "."));
        return change(agent, slug, Optional.of(given));
    }

    /** Harmless to repeat. Fails with 404. */
    Uni<Skill> unrate(AgentId agent, String slug) {
        return change(agent, slug, Optional.empty());
    }

    private Uni<Skill> change(AgentId agent, String slug, Optional<Integer> rating) {
        return held.change(agent, slug, held -> {
                    requireForeign(held, agent);
                    return standings
                            .rating(held.transaction(), agent, held.skill().id())
                            .chain(before -> replace(held, agent, before, rating))
                            .chain(() ->
                                    skills.find(held.transaction(), held.skill().slug()))
                            .map(Optional::orElseThrow);
                })
                .invoke(() -> metrics.counter(RATINGS, "action", rating.isPresent() ? "rated" : "unrated")
                        .increment());
    }

    private Uni<Void> replace(Held held, AgentId agent, Optional<Integer> before, Optional<Integer> after) {
        if (before.equals(after)) {
            return Uni.createFrom().voidItem();
        }
        SkillId skill = held.skill().id();
        int count = (after.isPresent() ? 1 : 0) - (before.isPresent() ? 1 : 0);
        return after.map(rating -> standings.rate(held.transaction(), agent, skill, rating, held.now()))
                .orElseGet(() -> standings.unrate(held.transaction(), agent, skill))
                .chain(() ->
                        standings.countRating(held.transaction(), skill, count, after.orElse(0) - before.orElse(0)))
                // Who gave it is nobody's business: everybody may listen in the room.
                .chain(() -> this.held.tell(held, "rated", new JsonObject().put("rating", after.orElse(null))));
    }

    private static void requireForeign(Held held, AgentId agent) {
        if (held.skill().owner().id().equals(agent)) {
            throw Problem.of(SharedSkillError.SELF_RATING, "Rate skills of other agents.");
        }
    }
}
