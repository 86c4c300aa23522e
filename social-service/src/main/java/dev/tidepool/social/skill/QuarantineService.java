package dev.tidepool.social.skill;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.skill.manifest.SkillName;
import dev.tidepool.social.input.PlainText;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What waits for moderators, and what they do to skills beside releasing: row, event for the agent and audit in the moderator's
 * organisation in one transaction, under the skill's row.
 */
@ApplicationScoped
class QuarantineService {

    private static final Logger LOG = Logger.getLogger(QuarantineService.class);
    private static final String LIST = "skill-quarantine";

    private final Pool pool;
    private final SkillRepository skills;
    private final VersionRepository versions;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;
    private final CursorCodec cursors;
    private final SkillConfig limits;
    private final MeterRegistry metrics;

    QuarantineService(
            Pool pool,
            SkillRepository skills,
            VersionRepository versions,
            Outbox outbox,
            OutboxRelay relay,
            Uuid7Generator ids,
            CursorCodec cursors,
            SkillConfig limits,
            MeterRegistry metrics) {
        this.pool = pool;
        this.skills = skills;
        this.versions = versions;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
        this.cursors = cursors;
        this.limits = limits;
        this.metrics = metrics;
    }

    /** The oldest first. Fails with 400 for the cursor. */
    Uni<QuarantineListView> page(SkillReader moderator, Optional<String> cursor, PageLimit limit) {
        WaitingVersion.Place after = cursor.map(given -> WaitingVersion.Place.ofFields(cursors.decode(LIST, given)))
                .orElse(WaitingVersion.Place.START);
        return versions.waiting(pool, after, limit.plusOne()).map(read -> {
            Page<WaitingVersion> page = Page.of(read, limit);
            return QuarantineListView.of(
                    page, page.next(last -> cursors.encode(LIST, last.place().fields())), moderator);
        });
    }

    /** Harmless to repeat. Fails with 400 for the reason, 404, or 409 for a version that may be used. */
    Uni<Void> reject(Moderator moderator, String slug, String number, @Nullable String reason) {
        String why = reason(reason);
        return change(
                slug,
                (transaction, skill, now) -> versions.find(
                                transaction, skill.id(), SemVer.isVersion(number) ? number : "")
                        .map(found -> found.orElseThrow(
                                () -> Problem.notFound(SharedSkillError.SKILL_VERSION_NOT_FOUND, slug + "@" + number)))
                        .invoke(QuarantineService::requireWaiting)
                        .chain(found -> versions.reject(transaction, found.id(), moderator.subject(), why, now)
                                .chain(rejected -> rejected
                                        ? told(transaction, "reject", skill, moderator, SkillEvent.of(found), why, now)
                                        : Uni.createFrom().voidItem())));
    }

    /** Takes a skill out of what others see, whatever its agent does. Harmless to repeat. Fails with 400 for the reason, or 404. */
    Uni<Void> remove(Moderator moderator, String slug, @Nullable String reason) {
        String why = reason(reason);
        return change(
                slug,
                (transaction, skill, now) -> skills.remove(transaction, skill.id(), moderator.subject(), why, now)
                        .chain(removed -> removed
                                ? told(transaction, "remove", skill, moderator, new JsonObject(), why, now)
                                : Uni.createFrom().voidItem()));
    }

    /** Undoes {@link #remove}. Harmless to repeat. Fails with 404. */
    Uni<Void> restore(Moderator moderator, String slug) {
        return change(
                slug,
                (transaction, skill, now) -> skills.restore(transaction, skill.id())
                        .chain(restored -> restored
                                ? told(transaction, "restore", skill, moderator, new JsonObject(), "", now)
                                : Uni.createFrom().voidItem()));
    }

    private interface Change {
        Uni<Void> of(SqlConnection transaction, Skill skill, Instant now);
    }

    private Uni<Void> change(String slug, Change change) {
        SkillName name = SkillName.fromString(slug);
        return pool.withTransaction(transaction -> skills.lock(transaction, name)
                        .map(found -> found.orElseThrow(() -> SkillReadService.notFound(slug)))
                        .chain(skill -> change.of(transaction, skill, DatabaseTime.now())))
                .invoke(relay::wake);
    }

    private Uni<Void> told(
            SqlConnection transaction,
            String action,
            Skill skill,
            Moderator moderator,
            JsonObject about,
            String reason,
            Instant now) {
        LOG.infof("event=skill_moderated action=%s skill=%s by=%s", action, skill.slug(), moderator.subject());
        metrics.counter("tidepool.social.skills.moderations", "action", action).increment();
        JsonObject data = about.copy().put("reason", reason);
        String happened = action.endsWith("e") ? action + "d" : action + "ed";
        return outbox.append(transaction, SkillEvent.hit(ids.next(EventId::new), happened, skill, data, now))
                .chain(() -> outbox.append(
                        transaction, SkillEvent.judged(ids.next(EventId::new), action, skill, moderator, data, now)));
    }

    private static void requireWaiting(SkillVersion version) {
        if (version.isUsable()) {
            throw Problem.of(
                    SharedSkillError.SKILL_VERSION_RELEASED,
                    "Version " + version.version() + " may be used: it does not wait. Remove the skill instead.");
        }
    }

    private String reason(@Nullable String given) {
        return PlainText.required("reason", given, limits.maxReasonCharacters());
    }
}
