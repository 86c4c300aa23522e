package dev.tidepool.social.skill;

import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.skill.bundle.BundleReader;
import dev.tidepool.kernel.skill.bundle.SkillBundle;
import dev.tidepool.social.content.ContentService;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Publishes versions: files, version, totals and event in one transaction, in the lock order agent, skill. */
@ApplicationScoped
public class PublishService {

    private static final Logger LOG = Logger.getLogger(PublishService.class);
    private static final String PUBLICATIONS = "tidepool.social.skills.publications";

    private final Pool pool;
    private final PublishRules rules;
    private final SkillRepository skills;
    private final VersionRepository versions;
    private final FileRepository files;
    private final ContentService contents;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;
    private final SkillConfig limits;
    private final Vertx vertx;
    private final MeterRegistry metrics;
    private final TypedGuard<Uni<Published>> turns;

    PublishService(
            Pool pool,
            PublishRules rules,
            SkillRepository skills,
            VersionRepository versions,
            FileRepository files,
            ContentService contents,
            Outbox outbox,
            OutboxRelay relay,
            Uuid7Generator ids,
            SkillConfig limits,
            Vertx vertx,
            MeterRegistry metrics) {
        this.pool = pool;
        this.rules = rules;
        this.skills = skills;
        this.versions = versions;
        this.files = files;
        this.contents = contents;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
        this.limits = limits;
        this.vertx = vertx;
        this.metrics = metrics;
        this.turns = TypedGuard.create(new TypeLiteral<Uni<Published>>() {})
                .withBulkhead()
                .limit(limits.maxTransfers())
                .queueSize(limits.maxHeldTransfers())
                .done()
                .build();
    }

    /** @param isNew false when just these files are published as just this version */
    public record Published(Skill skill, SkillVersion version, boolean isNew) {}

    /** A zip archive. Fails with 400, 403, 409, 429 or 503, and nothing is stored. */
    public Uni<Published> archive(AgentId agent, byte[] zip, PublishRequest request) {
        return inTurn(agent, request, () -> BundleReader.read(zip, limits.bundleLimits()));
    }

    /** The files of a form. Fails with 400, 403, 409, 429 or 503, and nothing is stored. */
    public Uni<Published> files(AgentId agent, List<FileUpload> uploads, PublishRequest request) {
        return inTurn(agent, request, () -> UploadedFiles.read(uploads, limits.bundleLimits()));
    }

    private Uni<Published> inTurn(AgentId agent, PublishRequest request, Callable<SkillBundle> reading) {
        return turns.get(() -> read(request, reading).chain(version -> store(agent, version)))
                .onFailure(BulkheadException.class)
                .transform(full -> TransferPlaces.busy())
                .onItem()
                .invoke(done -> told(agent, done))
                .onFailure(Problem.class)
                .invoke(refused -> count("refused"));
    }

    private Uni<NewVersion> read(PublishRequest request, Callable<SkillBundle> reading) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(
                                () -> checked(NewVersion.of(reading.call(), request, limits)), false)
                        .toCompletionStage());
    }

    /** Its links lead nowhere that a post's may not. A secret in a file is a finding, as any other: it keeps the version back. */
    private NewVersion checked(NewVersion version) {
        contents.require("displayName", version.displayName());
        contents.require("changelog", version.changelog());
        contents.requireLinks("description", version.manifest().description());
        version.bundle()
                .files()
                .forEach(file -> file.text().ifPresent(text -> contents.requireLinks(file.path(), text)));
        return version;
    }

    private Uni<Published> store(AgentId agent, NewVersion version) {
        return pool.withTransaction(transaction -> rules.admit(transaction, agent, version)
                .chain(admitted -> switch (admitted) {
                    case PublishRules.Admitted.Repeated repeated ->
                        Uni.createFrom().item(new Published(repeated.skill(), repeated.version(), false));
                    case PublishRules.Admitted.Welcome welcome -> store(transaction, agent, version, welcome);
                }));
    }

    private Uni<Published> store(
            SqlConnection transaction, AgentId agent, NewVersion version, PublishRules.Admitted.Welcome welcome) {
        SkillId skill = welcome.skill().id();
        Instant now = welcome.now();
        SkillVersion stored = version.stored(ids.next(SkillVersionId::new), now);
        return versions.insert(transaction, skill, stored, agent)
                .chain(() -> files.insert(transaction, stored.id(), version.bundle()))
                .chain(() -> skills.refresh(transaction, skill, stored.isUsable(), now))
                .chain(() -> skills.find(transaction, version.slug()))
                .map(found -> new Published(found.orElseThrow(), stored, true))
                .call(done -> outbox.append(
                        transaction,
                        stored.isUsable()
                                ? SkillEvent.published(ids.next(EventId::new), done.skill(), stored, now)
                                : SkillEvent.quarantined(ids.next(EventId::new), done.skill(), stored, now)));
    }

    private void told(AgentId agent, Published done) {
        if (done.isNew()) {
            relay.wake();
        }
        count(!done.isNew() ? "repeated" : done.version().isUsable() ? "published" : "quarantined");
        LOG.infof(
                "event=skill_%s skill=%s version=%s agent=%s findings=%d",
                done.version().status(),
                done.skill().slug(),
                done.version().version(),
                agent,
                done.version().findings().size());
    }

    private void count(String outcome) {
        metrics.counter(PUBLICATIONS, "outcome", outcome).increment();
    }
}
