package dev.tidepool.social.skill;

import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.skill.manifest.SkillFormatError;
import dev.tidepool.kernel.skill.manifest.SkillName;
import dev.tidepool.social.input.PlainText;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Looks skills and their versions up. What a reader may not see is not found. */
@ApplicationScoped
public class SkillReadService {

    private static final String VERSIONS = "skill-versions:";

    /** Above every version's precedence. */
    private static final String TOP = "~";

    /** More than any path of a bundle or any hash has. */
    private static final int MAX_PATH_CHARACTERS = 255;

    private static final int MAX_HASH_CHARACTERS = 128;

    private final Pool pool;
    private final SkillRepository skills;
    private final VersionRepository versions;
    private final FileRepository files;
    private final CursorCodec cursors;

    SkillReadService(
            Pool pool, SkillRepository skills, VersionRepository versions, FileRepository files, CursorCodec cursors) {
        this.pool = pool;
        this.skills = skills;
        this.versions = versions;
        this.files = files;
        this.cursors = cursors;
    }

    /** A skill and one of its versions. */
    public record Found(Skill skill, SkillVersion version) {}

    /** A page of versions, the highest first, and where it goes on. */
    public record Versions(Page<SkillVersion> page, Optional<String> next) {}

    /** Fails with 404. */
    public Uni<Skill> find(String slug, SkillReader reader) {
        return skills.find(pool, SkillName.fromString(slug)).map(found -> visible(found, slug, reader));
    }

    /** A version, or with none the one in use: while there is none, the newest that the reader may see. Fails with 404. */
    public Uni<Found> find(String slug, Optional<String> version, SkillReader reader) {
        return find(slug, reader)
                .chain(skill -> version.map(
                                number -> versions.find(pool, skill.id(), SemVer.isVersion(number) ? number : ""))
                        .orElseGet(() -> versions.latest(pool, skill.id()))
                        .map(found -> found.filter(read -> reader.sees(skill, read))
                                .orElseThrow(() -> noVersion(slug, version.orElse("latest"))))
                        .map(read -> new Found(skill, read)));
    }

    /** Fails with 404. */
    public Uni<Versions> versions(String slug, SkillReader reader, PageLimit limit, Optional<String> cursor) {
        String list = VERSIONS + slug;
        String below =
                cursor.map(given -> cursors.decode(list, given).getFirst()).orElse(TOP);
        return find(slug, reader)
                .chain(skill -> versions.page(pool, skill.id(), below, seesAll(skill, reader), limit.plusOne()))
                .map(read -> Page.of(read, limit))
                .map(page -> new Versions(
                        page,
                        page.next(last -> cursors.encode(list, last.version().precedence()))));
    }

    /** The version that has these files, by the hash that a client made of them. Fails with 400 for the hash or 404 for the skill. */
    public Uni<Optional<SkillVersion>> withHash(String slug, String hash, SkillReader reader) {
        String sought = PlainText.required("hash", hash, MAX_HASH_CHARACTERS);
        return find(slug, reader).chain(skill -> versions.withHash(pool, skill.id(), sought, seesAll(skill, reader)));
    }

    /** By their paths. Fails with 404. */
    public Uni<List<SkillFile>> files(String slug, Optional<String> version, SkillReader reader) {
        return find(slug, version, reader)
                .chain(found -> files.list(pool, found.version().id()));
    }

    /** One file as it was published. Fails with 400 for the path, or 404. */
    public Uni<byte[]> file(String slug, Optional<String> version, String path, SkillReader reader) {
        String sought = PlainText.required("path", path, MAX_PATH_CHARACTERS);
        return find(slug, version, reader)
                .chain(found -> files.content(pool, found.version().id(), sought))
                .map(found -> found.orElseThrow(() -> Problem.notFound(SharedSkillError.SKILL_FILE_NOT_FOUND, path)));
    }

    /**
     * That a text such as {@code code-review} or {@code code-review@1.0.0} names a skill that everybody may use. Fails with 400 naming the
     * field.
     */
    public Uni<Void> requireShared(SqlConnection transaction, String field, String reference) {
        int at = reference.indexOf('@');
        String slug = at < 0 ? reference : reference.substring(0, at);
        Optional<String> version = at < 0 ? Optional.empty() : Optional.of(reference.substring(at + 1));
        return (SkillName.isName(slug)
                        ? skills.find(transaction, new SkillName(slug))
                        : Uni.createFrom().item(Optional.<Skill>empty()))
                .map(found -> found.filter(Skill::isListed).orElseThrow(() -> notShared(field, reference)))
                .chain(skill -> version.map(
                                number -> versions.find(transaction, skill.id(), SemVer.isVersion(number) ? number : "")
                                        .invoke(found -> requireUsable(found, field, reference))
                                        .replaceWithVoid())
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private static void requireUsable(Optional<SkillVersion> version, String field, String reference) {
        if (version.filter(SkillVersion::isUsable).isEmpty()) {
            throw notShared(field, reference);
        }
    }

    private static boolean seesAll(Skill skill, SkillReader reader) {
        return reader.owns(skill) || reader.moderates();
    }

    private static Skill visible(Optional<Skill> found, String slug, SkillReader reader) {
        return found.filter(reader::sees).orElseThrow(() -> notFound(slug));
    }

    static Problem notFound(String slug) {
        return Problem.notFound(SkillFormatError.SKILL_NOT_FOUND, slug);
    }

    private static Problem noVersion(String slug, String version) {
        return Problem.notFound(SharedSkillError.SKILL_VERSION_NOT_FOUND, slug + "@" + version);
    }

    private static Problem notShared(String field, String reference) {
        return Problem.invalidField(
                field, "No skill " + reference + " is shared here. Name one of GET /api/v1/skills, or give a url.");
    }
}
