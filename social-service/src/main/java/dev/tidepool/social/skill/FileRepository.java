package dev.tidepool.social.skill;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.skill.bundle.BundleFile;
import dev.tidepool.kernel.skill.bundle.SkillBundle;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The files of versions. Their bytes are stored once, whoever has them. */
@ApplicationScoped
class FileRepository {

    private static final String INSERT_BLOB =
            "INSERT INTO social.skill_blobs (sha256, content) VALUES ($1, $2) ON CONFLICT DO NOTHING";

    private static final String INSERT_FILE =
            "INSERT INTO social.skill_files (version_id, path, sha256, bytes) VALUES ($1, $2, $3, $4)";

    private static final String LIST =
            "SELECT path, sha256, bytes FROM social.skill_files WHERE version_id = $1 ORDER BY path";

    private static final String CONTENTS = """
            SELECT f.path, b.content FROM social.skill_files f JOIN social.skill_blobs b ON b.sha256 = f.sha256
            WHERE f.version_id = $1""";

    private static final String CONTENT = CONTENTS + " AND f.path = $2";

    /** In the order of the hashes, so that two publications with files in common do not wait for each other in a circle. */
    Uni<Void> insert(SqlConnection transaction, SkillVersionId version, SkillBundle bundle) {
        List<Tuple> blobs = bundle.files().stream()
                .sorted(Comparator.comparing(BundleFile::sha256))
                .map(file -> Tuple.of(file.sha256(), Buffer.buffer(file.content())))
                .toList();
        List<Tuple> files = bundle.files().stream()
                .map(file -> Tuple.of(version.value(), file.path(), file.sha256(), file.content().length))
                .toList();
        return transaction
                .preparedQuery(INSERT_BLOB)
                .executeBatch(blobs)
                .chain(() -> transaction.preparedQuery(INSERT_FILE).executeBatch(files))
                .replaceWithVoid();
    }

    /** By their paths. */
    Uni<List<SkillFile>> list(SqlClient client, SkillVersionId version) {
        return client.preparedQuery(LIST)
                .execute(Tuple.of(version.value()))
                .map(rows -> Rows.list(
                        rows,
                        row -> new SkillFile(row.getString("path"), row.getString("sha256"), row.getInteger("bytes"))));
    }

    Uni<SkillBundle> bundle(SqlClient client, SkillVersionId version) {
        return client.preparedQuery(CONTENTS)
                .execute(Tuple.of(version.value()))
                .map(rows -> Rows.list(
                        rows,
                        row -> new BundleFile(
                                row.getString("path"),
                                row.get(Buffer.class, "content").getBytes())))
                .map(SkillBundle::new);
    }

    Uni<Optional<byte[]>> content(SqlClient client, SkillVersionId version, String path) {
        return client.preparedQuery(CONTENT)
                .execute(Tuple.of(version.value(), path))
                .map(rows ->
                        Rows.first(rows, row -> row.get(Buffer.class, "content").getBytes()));
    }
}
