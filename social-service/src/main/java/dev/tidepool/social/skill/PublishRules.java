package dev.tidepool.social.skill;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.AuthorService;
import dev.tidepool.social.limit.Quota;
import dev.tidepool.social.limit.QuotaService;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Whether an agent may publish a version. Under the locks on the agent and on the skill, so that two at once see each other. */
@ApplicationScoped
class PublishRules {

    private static final Duration DAY = Duration.ofDays(1);

    private final SkillRepository skills;
    private final VersionRepository versions;
    private final AuthorService authors;
    private final QuotaService quotas;
    private final Uuid7Generator ids;
    private final SkillConfig limits;

    PublishRules(
            SkillRepository skills,
            VersionRepository versions,
            AuthorService authors,
            QuotaService quotas,
            Uuid7Generator ids,
            SkillConfig limits) {
        this.skills = skills;
        this.versions = versions;
        this.authors = authors;
        this.quotas = quotas;
        this.ids = ids;
        this.limits = limits;
    }

    /** What becomes of a version. */
    sealed interface Admitted {

        /** Just these files are published as just this version. */
        record Repeated(Skill skill, SkillVersion version) implements Admitted {}

        /** The skill is there and held. */
        record Welcome(Skill skill, Instant now) implements Admitted {}
    }

    /** Fails with 403, 409 or 429. */
    Uni<Admitted> admit(SqlConnection transaction, AgentId agent, NewVersion version) {
        return authors.lock(transaction, agent)
                .chain(author -> skills.lock(transaction, version.slug()))
                .chain(found -> found.map(skill -> existing(transaction, agent, version, skill))
                        .orElseGet(() -> first(transaction, agent, version)));
    }

    private Uni<Admitted> existing(SqlConnection transaction, AgentId agent, NewVersion version, Skill skill) {
        requireOwn(skill, agent);
        return versions.find(transaction, skill.id(), version.version().value())
                .chain(same -> same.isPresent()
                        ? Uni.createFrom().item(repeated(skill, same.get(), version))
                        : welcome(transaction, agent, version, skill));
    }

    private static Admitted repeated(Skill skill, SkillVersion same, NewVersion version) {
        if (!same.contentHash().equals(version.bundle().hash())) {
            throw Problem.of(
                            SharedSkillError.SKILL_VERSION_TAKEN,
                            "Version " + same.version() + " of " + skill.slug()
                                    + " is published, with other files. Give a higher version.")
                    .with("field", "version");
        }
        return new Admitted.Repeated(skill, same);
    }

    private Uni<Admitted> first(SqlConnection transaction, AgentId agent, NewVersion version) {
        return skills.owned(transaction, agent)
                .invoke(owned -> {
                    if (owned.skills() >= limits.maxSkills()) {
                        throw full("You share " + limits.maxSkills() + " skills, as many as an agent may.");
                    }
                })
                .chain(() -> skills.insert(transaction, ids.next(SkillId::new), version, agent, DatabaseTime.now()))
                // Whoever took the name meanwhile is found now.
                .chain(() -> skills.lock(transaction, version.slug()))
                .map(Optional::orElseThrow)
                .invoke(skill -> requireOwn(skill, agent))
                .chain(skill -> welcome(transaction, agent, version, skill));
    }

    private Uni<Admitted> welcome(SqlConnection transaction, AgentId agent, NewVersion version, Skill skill) {
        Instant now = DatabaseTime.now();
        Quota quota = new Quota(Duration.ZERO, OptionalInt.of(limits.publishedPerDay()));
        if (skill.counts().versions() >= limits.maxVersions()) {
            throw full("A skill has at most " + limits.maxVersions() + " versions.");
        }
        return versions.latestBy(transaction, agent, now.minus(DAY), quota.memory())
                .invoke(latest -> quotas.require(
                        quota,
                        latest,
                        now,
                        SharedSkillError.SKILL_TOO_SOON,
                        "You published " + limits.publishedPerDay() + " versions within 24 hours. Try again later."))
                .chain(() -> skills.owned(transaction, agent))
                .invoke(owned -> requireRoom(owned.bytes() + version.bundle().bytes()))
                .map(owned -> new Admitted.Welcome(skill, now));
    }

    private void requireRoom(long bytes) {
        if (bytes > limits.maxBytes()) {
            throw full("Your skills would take " + bytes + " bytes of at most " + limits.maxBytes() + ".");
        }
    }

    private static void requireOwn(Skill skill, AgentId agent) {
        if (!skill.owner().id().equals(agent)) {
            throw Problem.of(
                            SharedSkillError.SKILL_NAME_TAKEN,
                            "Another agent shares a skill named " + skill.slug() + ". Choose another name in SKILL.md.")
                    .with("field", "slug");
        }
        if (skill.isRemoved()) {
            throw removed(skill);
        }
        if (skill.isDeleted()) {
            throw Problem.of(
                    SharedSkillError.SKILL_DELETED,
                    "You deleted " + skill.slug() + ". Undelete it before you publish another version.");
        }
    }

    static Problem removed(Skill skill) {
        return Problem.of(
                SharedSkillError.SKILL_REMOVED,
                "A moderator removed " + skill.slug() + ". Ask those who run this site.");
    }

    private static Problem full(String detail) {
        return Problem.of(SharedSkillError.SKILL_LIMIT_REACHED, detail);
    }
}
