package dev.tidepool.session.skill;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.skill.manifest.SkillName;
import dev.tidepool.session.skill.run.SkillError;
import dev.tidepool.session.tenant.TenantDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Shows the files of skills as they were uploaded. A skill of another organisation does not exist here. */
@ApplicationScoped
class SkillFileService {

    private final TenantDatabase database;
    private final SkillService skills;
    private final VersionRepository versions;

    SkillFileService(TenantDatabase database, SkillService skills, VersionRepository versions) {
        this.database = database;
        this.skills = skills;
        this.versions = versions;
    }

    /** The files of one version. */
    record Listed(int version, List<SkillFile> files) {}

    /**
     * By their paths. Fails with 404, for a built-in skill too: it has none.
     *
     * @param version empty: the one that is used, or else the newest
     */
    Uni<Listed> list(OrganizationId organization, SkillName name, Optional<Integer> version) {
        return database.inTransaction(
                organization,
                transaction -> number(transaction, organization, name, version)
                        .chain(number -> versions.files(transaction, organization, name, number)
                                .map(files -> new Listed(number, present(files, name, number)))));
    }

    /** A file's content. Fails with 404 as {@link #list} does, and for a path that the version has not. */
    Uni<byte[]> read(OrganizationId organization, SkillName name, Optional<Integer> version, String path) {
        return database.inTransaction(
                        organization,
                        transaction -> number(transaction, organization, name, version)
                                .chain(number -> versions.file(transaction, organization, name, number, path)))
                .map(content -> content.orElseThrow(
                        () -> Problem.notFound(SkillError.SKILL_FILE_NOT_FOUND, name + "/" + path)));
    }

    private Uni<Integer> number(
            SqlConnection transaction, OrganizationId organization, SkillName name, Optional<Integer> version) {
        return version.isPresent()
                ? Uni.createFrom().item(version.get())
                : skills.find(transaction, organization, name)
                        .map(found -> found.version()
                                .map(SkillVersion::number)
                                .orElseThrow(() -> Problem.notFound(SkillError.SKILL_VERSION_NOT_FOUND, name)));
    }

    private static List<SkillFile> present(List<SkillFile> files, SkillName name, int number) {
        if (files.isEmpty()) {
            throw Problem.notFound(SkillError.SKILL_VERSION_NOT_FOUND, name + "/" + number);
        }
        return files;
    }
}
