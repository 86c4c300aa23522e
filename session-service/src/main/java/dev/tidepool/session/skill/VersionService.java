package dev.tidepool.session.skill;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.skill.manifest.SkillFormatError;
import dev.tidepool.kernel.skill.manifest.SkillName;
import dev.tidepool.session.skill.run.RunConfig;
import dev.tidepool.session.skill.run.SkillError;
import dev.tidepool.session.skill.source.OfferedSkill;
import dev.tidepool.session.tenant.TenantDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jboss.logging.Logger;

/** Takes uploads as versions of skills, and an owner's approval of them. */
@ApplicationScoped
class VersionService {

    private static final Logger LOG = Logger.getLogger(VersionService.class);

    private final TenantDatabase database;
    private final SkillRepository skills;
    private final VersionRepository versions;
    private final BuiltInSkills builtIn;
    private final SkillEvents events;
    private final SkillMetrics metrics;
    private final OutboxRelay relay;
    private final SkillConfig config;
    private final RunConfig runs;
    private final Vertx vertx;

    VersionService(
            TenantDatabase database,
            SkillRepository skills,
            VersionRepository versions,
            BuiltInSkills builtIn,
            SkillEvents events,
            SkillMetrics metrics,
            OutboxRelay relay,
            SkillConfig config,
            RunConfig runs,
            Vertx vertx) {
        this.database = database;
        this.skills = skills;
        this.versions = versions;
        this.builtIn = builtIn;
        this.events = events;
        this.metrics = metrics;
        this.relay = relay;
        this.config = config;
        this.runs = runs;
        this.vertx = vertx;
    }

    /** What became of an upload. */
    sealed interface Uploaded {
        SkillVersion version();

        record Stored(SkillVersion version) implements Uploaded {}

        /** The newest version has the same files. */
        record Repeated(SkillVersion version) implements Uploaded {}
    }

    /** Fails with 400 for an archive or a skill that is not acceptable, with 409 when there are too many or the name is taken. */
    Uni<Uploaded> upload(Caller.Member member, byte[] zip) {
        return take(member, Optional.empty(), () -> SkillUpload.read(zip, config.bundleLimits(), runs.wasm()));
    }

    /** The same of a skill from elsewhere. Fails with 502 {@link SkillError#SKILL_HASH_MISMATCH} too, before anything is stored. */
    Uni<Uploaded> install(Caller.Member member, byte[] zip, OfferedSkill offered) {
        return take(member, Optional.of(offered.source()), () -> {
            SkillUpload read = SkillUpload.read(zip, config.bundleLimits(), runs.wasm());
            requireOffered(read, offered);
            return read;
        });
    }

    /** In constant time, as with whatever is compared to let something in. */
    private static void requireOffered(SkillUpload read, OfferedSkill offered) {
        boolean same = MessageDigest.isEqual(
                read.bundle().hash().getBytes(StandardCharsets.US_ASCII),
                offered.contentHash().getBytes(StandardCharsets.US_ASCII));
        if (!same || !read.manifest().name().equals(offered.name())) {
            LOG.warnf(
                    "event=skill_hash_mismatch source=%s hash=%s",
                    offered.source(), read.bundle().hash());
            throw Problem.of(
                    SkillError.SKILL_HASH_MISMATCH,
                    "The files of " + offered.source() + " do not add up to its content hash. Nothing was installed.");
        }
    }

    private Uni<Uploaded> take(Caller.Member member, Optional<String> source, Callable<SkillUpload> reading) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(reading, false).toCompletionStage())
                .chain(upload -> store(member, upload, source))
                .invoke(uploaded -> metrics.uploaded(uploaded.version()))
                .onFailure(Problem.class)
                .invoke(metrics::uploadRefused);
    }

    private Uni<Uploaded> store(Caller.Member member, SkillUpload upload, Optional<String> source) {
        SkillName name = upload.manifest().name();
        if (builtIn.named(name).isPresent()) {
            throw Problem.of(SkillError.SKILL_NAME_TAKEN, name + " is a built-in skill. Give yours another name.")
                    .with("field", "name");
        }
        OrganizationId organization = member.organization();
        return database.inTransaction(
                        organization,
                        transaction -> skills.holdAndCount(transaction, organization)
                                .chain(count -> versions.latest(transaction, organization, name)
                                        .chain(latest -> store(transaction, member, upload, source, latest, count))))
                .invoke(relay::wake);
    }

    private Uni<Uploaded> store(
            SqlConnection transaction,
            Caller.Member member,
            SkillUpload upload,
            Optional<String> source,
            Optional<SkillVersion> latest,
            long count) {
        if (latest.isPresent()
                && latest.get().contentHash().equals(upload.bundle().hash())) {
            return Uni.createFrom().item(new Uploaded.Repeated(latest.get()));
        }
        if (latest.isEmpty() && count >= config.maxSkills()) {
            throw Problem.of(
                    SkillError.SKILL_LIMIT_REACHED,
                    "The organisation has " + config.maxSkills() + " skills. Delete one it does not need.");
        }
        Instant now = DatabaseTime.now();
        OrganizationId organization = member.organization();
        return skills.nextNumber(transaction, organization, upload.manifest().name(), member.subject(), now)
                .map(number -> upload.version(number, source, member.subject(), now))
                .call(version -> versions.insert(transaction, organization, version, upload.bundle()))
                .call(version -> versions.prune(transaction, organization, version.name(), config.maxVersions()))
                .call(() -> skills.bytes(transaction, organization).invoke(this::requireRoom))
                .call(version -> tell(transaction, "uploaded", member, version))
                .map(Uploaded.Stored::new);
    }

    /** Counted with the new version, and without those that made way for it. */
    private void requireRoom(long bytes) {
        if (bytes > config.maxBytes()) {
            throw Problem.of(
                    SkillError.SKILL_LIMIT_REACHED,
                    "The organisation's skills would take " + bytes + " bytes of at most " + config.maxBytes()
                            + ". Delete one it does not need.");
        }
    }

    /** Newest first. Fails with 404, for a built-in skill too: it has none. */
    Uni<List<SkillVersion>> list(OrganizationId organization, SkillName name) {
        return database.inTransaction(organization, transaction -> versions.list(transaction, organization, name))
                .invoke(found -> {
                    if (found.isEmpty()) {
                        throw Problem.notFound(SkillFormatError.SKILL_NOT_FOUND, name);
                    }
                });
    }

    Uni<SkillVersion> find(OrganizationId organization, SkillName name, int number) {
        return database.inTransaction(organization, transaction -> find(transaction, organization, name, number));
    }

    private Uni<SkillVersion> find(SqlConnection transaction, OrganizationId organization, SkillName name, int number) {
        return versions.find(transaction, organization, name, number)
                .map(found -> found.orElseThrow(
                        () -> Problem.notFound(SkillError.SKILL_VERSION_NOT_FOUND, name + "/" + number)));
    }

    /** From now on the version may be used. Fails with 403 for anybody but an owner. */
    Uni<SkillVersion> approve(Caller.Member member, SkillName name, int number) {
        if (!member.roles().contains(Role.OWNER)) {
            throw Problem.forbidden("Only an owner of the organisation approves what was found in a skill.");
        }
        OrganizationId organization = member.organization();
        return database.inTransaction(
                        organization,
                        transaction -> find(transaction, organization, name, number)
                                .chain(found -> found.isUsable()
                                        ? Uni.createFrom().item(found)
                                        : approve(transaction, member, found)))
                .invoke(relay::wake);
    }

    private Uni<SkillVersion> approve(SqlConnection transaction, Caller.Member member, SkillVersion found) {
        SkillVersion approved = found.approved(member.subject(), DatabaseTime.now());
        return versions.storeApproval(transaction, member.organization(), approved)
                .chain(() -> tell(transaction, "approved", member, approved))
                .replaceWith(approved);
    }

    private Uni<Void> tell(SqlConnection transaction, String what, Caller.Member member, SkillVersion version) {
        JsonObject data = new JsonObject()
                .put("version", version.number())
                .put("contentHash", version.contentHash())
                .put("findings", version.findings().size());
        version.source().ifPresent(source -> data.put("source", source));
        return events.append(
                transaction, what, member.organization(), version.name(), member.subject(), DatabaseTime.now(), data);
    }
}
