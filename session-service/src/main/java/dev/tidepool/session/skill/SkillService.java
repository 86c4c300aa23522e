package dev.tidepool.session.skill;

import com.github.benmanes.caffeine.cache.Cache;
import dev.tidepool.kernel.cache.LocalCaches;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.skill.manifest.SkillEnvironment;
import dev.tidepool.kernel.skill.manifest.SkillFormatError;
import dev.tidepool.kernel.skill.manifest.SkillManifest;
import dev.tidepool.kernel.skill.manifest.SkillName;
import dev.tidepool.session.skill.run.SkillError;
import dev.tidepool.session.tenant.TenantDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds skills and switches them on and off. A skill of another organisation does not exist here. */
@ApplicationScoped
class SkillService {

    /** Of all manifests that are kept read: of one it is at most a megabyte, and what is read may be many times its text. */
    private static final long MAX_CHARACTERS = 2L << 20;

    private final TenantDatabase database;
    private final SkillRepository skills;
    private final VersionRepository versions;
    private final BuiltInSkills builtIn;
    private final SkillHost host;
    private final SkillEvents events;
    private final OutboxRelay relay;

    /** By the hash of the whole upload, which is never another one's. */
    private final Cache<String, Known> known = LocalCaches.newBuilder()
            .maximumWeight(MAX_CHARACTERS)
            .weigher((String hash, Known read) -> 1000 + read.characters())
            .build();

    SkillService(
            TenantDatabase database,
            SkillRepository skills,
            VersionRepository versions,
            BuiltInSkills builtIn,
            SkillHost host,
            SkillEvents events,
            OutboxRelay relay) {
        this.database = database;
        this.skills = skills;
        this.versions = versions;
        this.builtIn = builtIn;
        this.host = host;
        this.events = events;
        this.relay = relay;
    }

    /** A manifest and how long its text was. */
    private record Known(SkillManifest manifest, int characters) {}

    /**
     * One skill with what it says.
     *
     * @param version the version it says it in; empty for a built-in skill
     * @param missing what it needs and is not there
     */
    record Found(SkillSummary summary, SkillManifest manifest, Optional<SkillVersion> version, List<String> missing) {}

    /** All of them by name, built-in ones among them. */
    Uni<List<SkillSummary>> list(OrganizationId organization) {
        return database.inTransaction(
                organization,
                transaction -> skills.disabled(transaction, organization)
                        .chain(off -> skills.list(transaction, organization).map(own -> merged(own, off))));
    }

    private List<SkillSummary> merged(List<SkillSummary> own, Set<String> off) {
        Stream<SkillSummary> ours = builtIn.all().stream()
                .map(manifest -> SkillSummary.ofBuiltIn(
                        manifest, !off.contains(manifest.name().value())));
        return Stream.concat(ours, own.stream())
                .sorted(Comparator.comparing(skill -> skill.name().value()))
                .toList();
    }

    /** As it would be executed, or else as it was uploaded last. Fails with 404. */
    Uni<Found> find(OrganizationId organization, SkillName name) {
        return database.inTransaction(organization, transaction -> find(transaction, organization, name));
    }

    Uni<Found> find(SqlConnection transaction, OrganizationId organization, SkillName name) {
        Optional<SkillManifest> ours = builtIn.named(name);
        return ours.isPresent()
                ? skills.disabled(transaction, organization)
                        .map(off -> new Found(
                                SkillSummary.ofBuiltIn(ours.get(), !off.contains(name.value())),
                                ours.get(),
                                Optional.empty(),
                                List.of()))
                : skills.find(transaction, organization, name)
                        .map(found -> present(found, name))
                        .chain(summary -> read(transaction, organization, summary));
    }

    private Uni<Found> read(SqlConnection transaction, OrganizationId organization, SkillSummary summary) {
        int number = summary.version().or(summary::latest).orElseThrow();
        return versions.find(transaction, organization, summary.name(), number)
                .map(version -> present(version, summary.name()))
                .chain(version -> host.environment(transaction, organization)
                        .map(environment -> found(summary, version, environment)));
    }

    private Found found(SkillSummary summary, SkillVersion version, SkillEnvironment environment) {
        SkillManifest manifest = manifest(version);
        return new Found(summary, manifest, Optional.of(version), manifest.missingFrom(environment));
    }

    private SkillManifest manifest(SkillVersion version) {
        return known.get(
                        version.contentHash(),
                        hash -> new Known(
                                SkillManifest.parse(version.manifest()),
                                version.manifest().length()))
                .manifest();
    }

    /** Switching to what it is changes nothing. Fails with 404. */
    Uni<Found> enable(Caller.Member member, SkillName name) {
        return change(member, name, "enabled", transaction -> skills.enable(transaction, member.organization(), name));
    }

    Uni<Found> disable(Caller.Member member, SkillName name) {
        return change(
                member,
                name,
                "disabled",
                transaction ->
                        skills.disable(transaction, member.organization(), name, member.subject(), DatabaseTime.now()));
    }

    private Uni<Found> change(
            Caller.Member member,
            SkillName name,
            String what,
            java.util.function.Function<SqlConnection, Uni<Void>> work) {
        OrganizationId organization = member.organization();
        return database.inTransaction(
                        organization,
                        transaction -> find(transaction, organization, name)
                                .chain(() -> work.apply(transaction))
                                .chain(() -> tell(transaction, what, member, name))
                                .chain(() -> find(transaction, organization, name)))
                .invoke(relay::wake);
    }

    /** With all its versions. Fails with 404, and with 409 for a built-in skill. */
    Uni<Void> delete(Caller.Member member, SkillName name) {
        if (builtIn.named(name).isPresent()) {
            throw Problem.of(SkillError.SKILL_NAME_TAKEN, "A built-in skill can be disabled, not deleted.");
        }
        OrganizationId organization = member.organization();
        return database.inTransaction(
                        organization,
                        transaction -> skills.delete(transaction, organization, name)
                                .invoke(deleted -> requireDeleted(deleted, name))
                                .chain(() -> skills.enable(transaction, organization, name))
                                .chain(() -> tell(transaction, "deleted", member, name)))
                .invoke(relay::wake);
    }

    private Uni<Void> tell(SqlConnection transaction, String what, Caller.Member member, SkillName name) {
        return events.append(
                transaction, what, member.organization(), name, member.subject(), DatabaseTime.now(), new JsonObject());
    }

    private static void requireDeleted(boolean deleted, SkillName name) {
        if (!deleted) {
            throw Problem.notFound(SkillFormatError.SKILL_NOT_FOUND, name);
        }
    }

    private static <T> T present(Optional<T> found, SkillName name) {
        return found.orElseThrow(() -> Problem.notFound(SkillFormatError.SKILL_NOT_FOUND, name));
    }
}
