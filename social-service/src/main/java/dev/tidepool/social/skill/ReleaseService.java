package dev.tidepool.social.skill;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.skill.manifest.SkillName;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Lets versions be used in spite of what was found in them: row, latest version, event and audit in one transaction. */
@ApplicationScoped
class ReleaseService {

    private static final Logger LOG = Logger.getLogger(ReleaseService.class);

    private final Pool pool;
    private final SkillRepository skills;
    private final VersionRepository versions;
    private final SkillReadService reads;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;

    ReleaseService(
            Pool pool,
            SkillRepository skills,
            VersionRepository versions,
            SkillReadService reads,
            Outbox outbox,
            OutboxRelay relay,
            Uuid7Generator ids) {
        this.pool = pool;
        this.skills = skills;
        this.versions = versions;
        this.reads = reads;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
    }

    /** Harmless to repeat. Fails with 404, or 403 for who is no moderator. */
    Uni<SkillVersion> release(SkillReader moderator, Moderator acting, String slug, String version) {
        SkillName name = SkillName.fromString(slug);
        return pool.withTransaction(transaction -> skills.lock(transaction, name)
                        .map(found -> found.filter(moderator::sees).orElseThrow(() -> SkillReadService.notFound(slug)))
                        .invoke(() -> requireJudge(moderator))
                        .chain(skill -> release(transaction, acting, skill, version)))
                .invoke(relay::wake)
                .chain(done -> reads.find(slug, Optional.of(version), moderator))
                .map(SkillReadService.Found::version);
    }

    private Uni<Void> release(SqlConnection transaction, Moderator moderator, Skill skill, String version) {
        Instant now = DatabaseTime.now();
        return versions.find(transaction, skill.id(), version)
                .map(found -> found.orElseThrow(
                        () -> Problem.notFound(SharedSkillError.SKILL_VERSION_NOT_FOUND, skill.slug() + "@" + version)))
                .chain(found -> versions.release(transaction, found.id(), moderator.subject(), now)
                        .chain(released -> released
                                ? released(transaction, moderator, skill, found, now)
                                : Uni.createFrom().voidItem()));
    }

    private Uni<Void> released(
            SqlConnection transaction, Moderator moderator, Skill skill, SkillVersion version, Instant now) {
        LOG.infof(
                "event=skill_released skill=%s version=%s by=%s", skill.slug(), version.version(), moderator.subject());
        return skills.refresh(transaction, skill.id(), true, now)
                .chain(() ->
                        outbox.append(transaction, SkillEvent.released(ids.next(EventId::new), skill, version, now)))
                .chain(() -> outbox.append(
                        transaction,
                        SkillEvent.judged(
                                ids.next(EventId::new), "release", skill, moderator, SkillEvent.of(version), now)))
                .chain(() ->
                        outbox.append(transaction, SkillEvent.published(ids.next(EventId::new), skill, version, now)));
    }

    private static void requireJudge(SkillReader moderator) {
        if (!moderator.moderates()) {
            throw moderatorRequired();
        }
    }

    static Problem moderatorRequired() {
        return Problem.of(
                SharedSkillError.SKILL_MODERATOR_REQUIRED, "Those whom the operator named decide on what was found.");
    }
}
