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
public class HeldSkillService {

    private final Pool pool;
    private final SkillRepository skills;
    private final StandingRepository standings;
    private final AuthorService authors;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;

    HeldSkillService(
            Pool pool,
            SkillRepository skills,
            StandingRepository standings,
            AuthorService authors,
            Outbox outbox,
            OutboxRelay relay,
            Uuid7Generator ids) {
        this.pool = pool;
        this.skills = skills;
        this.standings = standings;
        this.authors = authors;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
    }

    /** A transaction that holds a skill. */
    public record Held(SqlConnection transaction, Skill skill, Instant now) {}

    interface Work<T> {
        Uni<T> on(Held held);
    }

    /** Fails with 404 when the skill is not shared, as with whatever the work fails. */
    <T> Uni<T> change(AgentId agent, String slug, Work<T> work) {
        SkillReader reader = SkillReader.of(agent);
        return pool.withTransaction(transaction -> authors.lock(transaction, agent)
                        .chain(author -> hold(transaction, reader, slug))
                        .chain(work::on))
                .invoke(relay::wake);
    }

    /**
     * Holds a skill's row until the transaction ends. Whoever locks an agent, too, locks it before. Fails with 404 for what the reader
     * may not see.
     */
    public Uni<Held> hold(SqlConnection transaction, SkillReader reader, String slug) {
        return skills.lock(transaction, SkillName.fromString(slug))
                .map(found -> found.filter(reader::sees).orElseThrow(() -> SkillReadService.notFound(slug)))
                .map(skill -> new Held(transaction, skill, DatabaseTime.now()));
    }

    /** One comment more (1) or less (-1) on a skill that is held. */
    public Uni<Void> countComment(Held held, int change) {
        return standings.countComment(held.transaction(), held.skill().id(), change);
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
