package dev.tidepool.gateway.audit;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.OrganizationId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Entries at rest: appended and read, never changed. */
@ApplicationScoped
class AuditRepository {

    private static final String INSERT = """
            INSERT INTO gateway.audit_entry
              (id, created_at, organization_id, type, severity, actor, client_address, request_id, details)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)""";

    private static final String INSERT_ONCE = INSERT + " ON CONFLICT DO NOTHING";

    private static final String COLUMNS = """
            SELECT id, created_at, organization_id, type, severity, actor, client_address, request_id, details
            FROM gateway.audit_entry
            WHERE""";

    private static final String MATCHING = """
             (created_at, id) < ($1, $2) AND created_at <= $1
              AND ($3::text IS NULL OR type = $3) AND ($4::text IS NULL OR severity = $4)
              AND ($5::text IS NULL OR actor = $5)
              AND ($6::timestamptz IS NULL OR created_at >= $6) AND ($7::timestamptz IS NULL OR created_at < $7)
            ORDER BY created_at DESC, id DESC LIMIT $8""";

    private static final String READ = COLUMNS + " organization_id = $9 AND" + MATCHING;
    private static final String READ_NOBODYS = COLUMNS + " organization_id IS NULL AND" + MATCHING;

    private final Pool pool;

    AuditRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> insert(SqlConnection transaction, AuditEntry entry) {
        return transaction.preparedQuery(INSERT).execute(tuple(entry)).replaceWithVoid();
    }

    /** All or none. */
    Uni<Void> insert(List<AuditEntry> entries) {
        return insert(INSERT, entries);
    }

    /** The same of entries of which some may be there. */
    Uni<Void> insertOnce(List<AuditEntry> entries) {
        return insert(INSERT_ONCE, entries);
    }

    private Uni<Void> insert(String sql, List<AuditEntry> entries) {
        List<Tuple> tuples = entries.stream().map(AuditRepository::tuple).toList();
        return pool.withTransaction(transaction ->
                transaction.preparedQuery(sql).executeBatch(tuples).replaceWithVoid());
    }

    /** Newest first. */
    Uni<List<AuditEntry>> read(OrganizationId organization, AuditFilter filter, AuditPosition after, int limit) {
        return read(READ, matching(filter, after, limit).addUUID(organization.value()));
    }

    /** The same of what no organisation owns. */
    Uni<List<AuditEntry>> readNobodys(AuditFilter filter, AuditPosition after, int limit) {
        return read(READ_NOBODYS, matching(filter, after, limit));
    }

    private Uni<List<AuditEntry>> read(String sql, Tuple parameters) {
        return pool.preparedQuery(sql).execute(parameters).map(rows -> Rows.list(rows, AuditRepository::entryOf));
    }

    private static Tuple matching(AuditFilter filter, AuditPosition after, int limit) {
        return Tuple.tuple()
                .addOffsetDateTime(utc(after.time()))
                .addUUID(after.id().value())
                .addString(filter.type().orElse(null))
                .addString(filter.severity().map(Severity::wireName).orElse(null))
                .addString(filter.actor().orElse(null))
                .addOffsetDateTime(utc(filter.from().orElse(null)))
                .addOffsetDateTime(utc(filter.to().orElse(null)))
                .addInteger(limit);
    }

    private static Tuple tuple(AuditEntry entry) {
        SecurityEvent event = entry.event();
        return Tuple.tuple()
                .addUUID(entry.id().value())
                .addOffsetDateTime(utc(entry.time()))
                .addUUID(event.organization().map(OrganizationId::value).orElse(null))
                .addString(event.type())
                .addString(event.severity().wireName())
                .addString(event.actor())
                .addString(event.clientAddress())
                .addString(event.requestId())
                .addJsonObject(new JsonObject(Map.copyOf(event.details())));
    }

    private static AuditEntry entryOf(Row row) {
        return new AuditEntry(
                new AuditEntryId(row.getUUID("id")),
                row.getOffsetDateTime("created_at").toInstant(),
                new SecurityEvent(
                        row.getString("type"),
                        Severity.ofWireName(row.getString("severity")),
                        Optional.ofNullable(row.getUUID("organization_id")).map(OrganizationId::new),
                        row.getString("actor"),
                        row.getString("client_address"),
                        row.getString("request_id"),
                        detailsOf(row.getJsonObject("details"))));
    }

    private static Map<String, String> detailsOf(JsonObject details) {
        return details.stream()
                .collect(Collectors.toMap(Map.Entry::getKey, detail -> String.valueOf(detail.getValue())));
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
    }
}
