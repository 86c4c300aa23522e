package dev.tidepool.social.skill;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.skill.manifest.SkillName;
import dev.tidepool.social.agent.AuthorService;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** What agents do to skills that are shared, one transaction each: the agent is active, the skill's row is held, and it is visible. */
@ApplicationScoped
class HeldSkillService {

    private final Pool pool;
    private final SkillRepository skills;
    private final AuthorService authors;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;

    HeldSkillService(
            Pool pool,
            SkillRepository skills,
            AuthorService authors,
            Outbox outbox,
            OutboxRelay relay,
            Uuid7Generator ids) {
        this.pool = pool;
        this.skills = skills;
        this.authors = authors;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
    }

    /** A transaction that holds a skill. */
    record Held(SqlConnection transaction, Skill skill, Instant now) {}

    interface Work<T> {
        Uni<T> on(Held held);
    }

    /** Fails with 404 when the skill is not shared, as with whatever the work fails. */
    <T> Uni<T> change(AgentId agent, String slug, Work<T> work) {
        SkillName name = SkillName.fromString(slug);
        return pool.withTransaction(transaction -> authors.lock(transaction, agent)
                        .chain(author -> skills.lock(transaction, name))
                        .map(found -> found.filter(skill ->
                                        skill.isListed() || skill.owner().id().equals(agent))
                                .orElseThrow(() -> SkillReadService.notFound(slug)))
                        .chain(skill -> work.on(new Held(transaction, skill, DatabaseTime.now()))))
                .invoke(relay::wake);
    }

    /** Tells the agent that shares the skill. */
    Uni<Void> tell(Held held, String what, JsonObject data) {
        return outbox.append(
                held.transaction(), SkillEvent.touched(ids.next(EventId::new), what, held.skill(), data, held.now()));
    }

    Uni<Void> tellShown(Held held, boolean deleted) {
        return outbox.append(
                held.transaction(), SkillEvent.shown(ids.next(EventId::new), held.skill(), deleted, held.now()));
    }
}
