package dev.tidepool.gateway.apikey;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.OrganizationId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Texts that replace each other. */
@ApplicationScoped
class RotationRepository {

    private static final String LOCK = "SELECT " + KeyRows.COLUMNS + ", k.previous_hash, k.text_shown " + """
            FROM gateway.api_key k
            WHERE organization_id = $1 AND id = $2 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())
            FOR UPDATE""";

    private static final String REPLACE = """
            UPDATE gateway.api_key
            SET previous_hash = key_hash, previous_ends_at = $6, text_shown = false,
                key_hash = $3, prefix = $4, text_issued_at = $5, text_ends_at = NULL, notified_at = NULL
            WHERE organization_id = $1 AND id = $2""";

    /** The text before works on as long as it would have. */
    private static final String REISSUE = """
            UPDATE gateway.api_key
            SET key_hash = $3, prefix = $4, text_issued_at = $5, text_ends_at = NULL, notified_at = NULL
            WHERE organization_id = $1 AND id = $2""";

    /** Of several gateways each finds others. What must be replaced gets its end here, and is read with it. */
    private static final String FIND_DUE = """
            WITH due AS (
              SELECT id FROM gateway.api_key
              WHERE revoked_at IS NULL AND notified_at IS NULL AND text_issued_at <= $1
                AND (expires_at IS NULL OR expires_at > $2)
              ORDER BY text_issued_at LIMIT $4
              FOR UPDATE SKIP LOCKED)
            UPDATE gateway.api_key k
            SET notified_at = $2, text_ends_at = CASE WHEN k.auto_rotate THEN $3::timestamptz END
            FROM due WHERE k.id = due.id
            RETURNING\s""" + KeyRows.COLUMNS;

    /**
     * A key that nobody else changes until the transaction ends.
     *
     * @param shown whether its present text was ever used
     */
    record Held(ApiKey key, Optional<String> previousHash, boolean shown) {}

    Uni<Optional<Held>> hold(SqlConnection transaction, OrganizationId organization, ApiKeyId id) {
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of(organization.value(), id.value()))
                .map(rows -> Rows.first(
                        rows,
                        row -> new Held(
                                KeyRows.keyOf(row, Optional.empty()),
                                Optional.ofNullable(row.getString("previous_hash")),
                                row.getBoolean("text_shown"))));
    }

    Uni<Void> replace(SqlConnection transaction, ApiKey rotated) {
        return transaction
                .preparedQuery(REPLACE)
                .execute(Tuple.tuple()
                        .addUUID(rotated.organization().value())
                        .addUUID(rotated.id().value())
                        .addString(rotated.text().hash())
                        .addString(rotated.text().prefix())
                        .addOffsetDateTime(KeyRows.utc(rotated.text().issuedAt()))
                        .addOffsetDateTime(
                                KeyRows.utc(rotated.text().previousEndsAt().orElseThrow())))
                .replaceWithVoid();
    }

    /** Replaces a text that nobody used; the one before it stays what it is. */
    Uni<Void> reissue(SqlConnection transaction, ApiKey reissued) {
        return transaction
                .preparedQuery(REISSUE)
                .execute(Tuple.of(
                        reissued.organization().value(),
                        reissued.id().value(),
                        reissued.text().hash(),
                        reissued.text().prefix(),
                        KeyRows.utc(reissued.text().issuedAt())))
                .replaceWithVoid();
    }

    /** Keys with a text of that time or older, each once for each text; marked as told of. */
    Uni<List<ApiKey>> takeDue(SqlConnection transaction, Instant issuedBefore, Instant now, Instant end, int limit) {
        return transaction
                .preparedQuery(FIND_DUE)
                .execute(Tuple.of(KeyRows.utc(issuedBefore), KeyRows.utc(now), KeyRows.utc(end), limit))
                .map(rows -> Rows.list(rows, row -> KeyRows.keyOf(row, Optional.empty())));
    }
}
