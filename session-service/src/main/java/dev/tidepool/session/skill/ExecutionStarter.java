package dev.tidepool.session.skill;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.skill.bundle.SkillBundle;
import dev.tidepool.kernel.skill.manifest.SkillManifest;
import dev.tidepool.kernel.skill.manifest.SkillName;
import dev.tidepool.kernel.skill.manifest.SkillSpec;
import dev.tidepool.session.model.ModelRouter;
import dev.tidepool.session.quota.SkillQuota;
import dev.tidepool.session.session.Session;
import dev.tidepool.session.session.SessionId;
import dev.tidepool.session.session.SessionService;
import dev.tidepool.session.skill.run.InputSchema;
import dev.tidepool.session.skill.run.PaidModel;
import dev.tidepool.session.skill.run.SkillError;
import dev.tidepool.session.skill.run.SkillFiles;
import dev.tidepool.session.skill.run.SkillJob;
import dev.tidepool.session.tenant.TenantDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes executions ready: everything that can be refused is refused here, before anything runs. */
@ApplicationScoped
class ExecutionStarter {

    /** Beyond its time limit, for an execution to write down its end. */
    static final Duration GRACE = Duration.ofSeconds(30);

    private final TenantDatabase database;
    private final SkillService skills;
    private final VersionRepository versions;
    private final SessionService sessions;
    private final ExecutionRepository executions;
    private final ExecutionJournal journal;
    private final SkillQuota quota;
    private final SkillSecrets secrets;
    private final ModelRouter models;
    private final PaidModel paid;
    private final OutboxRelay relay;
    private final Vertx vertx;

    ExecutionStarter(
            TenantDatabase database,
            SkillService skills,
            VersionRepository versions,
            SessionService sessions,
            ExecutionRepository executions,
            ExecutionJournal journal,
            SkillQuota quota,
            SkillSecrets secrets,
            ModelRouter models,
            PaidModel paid,
            OutboxRelay relay,
            Vertx vertx) {
        this.database = database;
        this.skills = skills;
        this.versions = versions;
        this.sessions = sessions;
        this.executions = executions;
        this.journal = journal;
        this.quota = quota;
        this.secrets = secrets;
        this.models = models;
        this.paid = paid;
        this.relay = relay;
        this.vertx = vertx;
    }

    /** An execution that has begun, and the work that it is. */
    record Begun(Execution execution, SkillJob job) {}

    /** What is executed, read before anything is held. */
    private record Read(SkillService.Found found, Optional<byte[]> module, SkillFiles files) {}

    /**
     * Fails with 404 for an unknown skill or session, 409 for a skill that is not ready or a session that has ended, 400 for an input
     * that does not fit, 403 when the session has used as many skills as it may, or for a model that the caller may not use.
     */
    Uni<Begun> begin(ExecutionId id, ExecutionWish wish) {
        OrganizationId organization = wish.member().organization();
        return database.inTransaction(organization, transaction -> read(transaction, wish))
                .chain(read -> checked(read, wish))
                .call(read -> payable(read, wish))
                .chain(read -> database.inTransaction(organization, transaction -> begin(transaction, id, wish, read)))
                .call(() -> sessions.forget(
                        organization, wish.session().map(Set::of).orElse(Set.of())))
                .invoke(relay::wake);
    }

    /** Fails as {@link #begin} does, for what can be told without beginning it. */
    Uni<Void> check(ExecutionWish wish) {
        return database.inTransaction(wish.member().organization(), transaction -> read(transaction, wish))
                .chain(read -> checked(read, wish))
                .call(read -> payable(read, wish))
                .replaceWithVoid();
    }

    private Uni<Read> read(SqlConnection transaction, ExecutionWish wish) {
        OrganizationId organization = wish.member().organization();
        return skills.find(transaction, organization, wish.skill())
                .invoke(ExecutionStarter::requireReady)
                .chain(found -> module(transaction, organization, found)
                        .chain(module ->
                                files(transaction, organization, found).map(files -> new Read(found, module, files))));
    }

    private Uni<Optional<byte[]>> module(
            SqlConnection transaction, OrganizationId organization, SkillService.Found found) {
        return found.manifest().spec() instanceof SkillSpec.Wasm wasm
                ? versions.file(
                        transaction,
                        organization,
                        found.summary().name(),
                        found.version().orElseThrow().number(),
                        wasm.module())
                : Uni.createFrom().item(Optional.empty());
    }

    /** Their names; what is in them is read when a model asks for it. */
    private Uni<SkillFiles> files(SqlConnection transaction, OrganizationId organization, SkillService.Found found) {
        boolean forModel = found.manifest().spec() instanceof SkillSpec.Prompt
                || found.manifest().spec() instanceof SkillSpec.Browse;
        if (!forModel || found.version().isEmpty()) {
            return Uni.createFrom().item(SkillFiles.NONE);
        }
        SkillName name = found.summary().name();
        int number = found.version().get().number();
        return versions.files(transaction, organization, name, number)
                .map(all -> new SkillFiles(
                        all.stream()
                                .filter(file -> !file.path().equals(SkillBundle.MANIFEST))
                                .map(file -> new SkillFiles.Entry(file.path(), file.bytes()))
                                .toList(),
                        path -> database.inTransaction(
                                organization, reading -> versions.file(reading, organization, name, number, path))));
    }

    private static void requireReady(SkillService.Found found) {
        SkillSummary skill = found.summary();
        switch (skill.status()) {
            case READY -> {}
            case DISABLED -> throw Problem.of(SkillError.SKILL_DISABLED, skill.name() + " is switched off. Enable it.");
            case AWAITING_APPROVAL ->
                throw Problem.of(
                        SkillError.SKILL_NOT_APPROVED,
                        "An owner has to look at what was found in " + skill.name() + ", and approve a version of it.");
        }
        List<String> missing = found.missing();
        if (!missing.isEmpty()) {
            throw Problem.of(
                            SkillError.SKILL_NOT_ELIGIBLE,
                            skill.name() + " needs what is not here: " + String.join(", ", missing) + ".")
                    .with("missing", missing);
        }
    }

    private Uni<Read> checked(Read read, ExecutionWish wish) {
        if (read.found().manifest().inputSchema().isEmpty()) {
            return Uni.createFrom().item(read);
        }
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(
                                () -> {
                                    InputSchema.of(read.found()
                                                    .manifest()
                                                    .inputSchema()
                                                    .get())
                                            .require(wish.input());
                                    return read;
                                },
                                false)
                        .toCompletionStage());
    }

    private Uni<Void> payable(Read read, ExecutionWish wish) {
        SkillManifest skill = read.found().manifest();
        boolean asksModel = skill.spec() instanceof SkillSpec.Prompt
                || (skill.spec() instanceof SkillSpec.Browse
                        && !skill.instructions().isEmpty());
        return asksModel ? paid.require(wish.member()) : Uni.createFrom().voidItem();
    }

    private Uni<Begun> begin(SqlConnection transaction, ExecutionId id, ExecutionWish wish, Read read) {
        return held(transaction, wish).chain(session -> {
            Execution execution = execution(id, wish, read);
            SkillJob job = job(execution, wish, read, session);
            return journal.started(transaction, execution).replaceWith(new Begun(execution, job));
        });
    }

    /** The session, touched; its skills are counted while nobody else uses one in it. */
    private Uni<Optional<Session>> held(SqlConnection transaction, ExecutionWish wish) {
        if (wish.session().isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        OrganizationId organization = wish.member().organization();
        SessionId id = wish.session().get();
        return sessions.lock(transaction, organization, id)
                .invoke(session -> session.state().requireOpen())
                .call(session -> executions
                        .countOfSession(transaction, organization, id, wish.skill())
                        .invoke(used -> {
                            if (!used.known()) {
                                quota.require(wish.member(), used.skills());
                            }
                        }))
                .call(session ->
                        sessions.advance(transaction, session, 0, SessionService.notBefore(session.updatedAt())))
                .map(Optional::of);
    }

    private static Execution execution(ExecutionId id, ExecutionWish wish, Read read) {
        var now = DatabaseTime.now();
        return new Execution(
                id,
                wish.member().organization(),
                wish.skill(),
                read.found().version().map(SkillVersion::number),
                read.found().manifest().spec().kind(),
                wish.session(),
                new ExecutionState.Running(),
                wish.member().subject(),
                now,
                now.plus(wish.timeout()).plus(GRACE));
    }

    private Uni<Void> progress(Execution execution, ExecutionWish wish, String what) {
        wish.watcher().accept(what);
        return journal.progress(execution, what);
    }

    private static String key(Execution execution, ExecutionWish wish, SkillSpec spec) {
        return wish.keys()
                .map(keys -> keys.of(spec))
                .orElse(execution.id().value())
                .toString();
    }

    private SkillJob job(Execution execution, ExecutionWish wish, Read read, Optional<Session> session) {
        OrganizationId organization = execution.organization();
        return new SkillJob(
                key(execution, wish, read.found().manifest().spec()),
                wish.member(),
                read.found().manifest(),
                wish.model()
                        .or(() -> session.map(bound -> bound.settings().model()))
                        .orElseGet(models::defaultModel),
                wish.session().map(SessionId::toString),
                read.module(),
                read.files(),
                wish.input(),
                (name, target) -> secrets.find(organization, name, target),
                wish.timeout(),
                what -> progress(execution, wish, what));
    }
}
