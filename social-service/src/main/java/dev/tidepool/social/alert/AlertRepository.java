package dev.tidepool.social.alert;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.OrganizationId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Stores alerts, each under its organisation. */
@ApplicationScoped
class AlertRepository {

    /** More unread ones are counted as so many. */
    private static final int MAX_COUNTED = 1000;

    private static final String PAGE = """
            SELECT * FROM social.alerts
            WHERE organization_id = $1 AND (created_at, id) < ($2, $3)
              AND ($4::text IS NULL OR severity = $4) AND ($5::boolean IS NULL OR (resolved_at IS NULL) = $5)
              AND ($6::text IS NULL OR type = $6) AND (NOT $7::boolean OR NOT is_read)
            ORDER BY created_at DESC, id DESC LIMIT $8""";

    private static final String COUNT_UNREAD =
            "SELECT count(*)::int FROM (SELECT FROM social.alerts WHERE organization_id = $1 AND NOT is_read LIMIT "
                    + MAX_COUNTED + ") unread";

    private static final String FIND = "SELECT * FROM social.alerts WHERE id = $1 AND organization_id = $2";

    private static final String READ =
            "UPDATE social.alerts SET is_read = true WHERE id = $1 AND organization_id = $2 RETURNING *";

    /** In the order of their ids, so that two at once do not wait for each other in a circle. */
    private static final String READ_ALL = """
            WITH unread AS (
                SELECT id FROM social.alerts WHERE organization_id = $1 AND NOT is_read ORDER BY id FOR UPDATE)
            UPDATE social.alerts a SET is_read = true FROM unread WHERE a.id = unread.id""";

    private static final String LAST_RESOLVED =
            "SELECT max(resolved_at) AS resolved FROM social.alerts WHERE rule_id = $1 AND resolved_at IS NOT NULL";

    private static final String INSERT = """
            INSERT INTO social.alerts
                (id, organization_id, rule_id, name, type, severity, value, step_value, threshold, created_at, updated_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)""";

    /** One that is resolved stays as it is. */
    private static final String UPDATE = """
            UPDATE social.alerts
            SET severity = $2, value = $3, step_value = $4, updated_at = $5, escalated_at = $6, resolved_at = $7, resolved_by = $8,
                is_read = $9
            WHERE id = $1 AND resolved_at IS NULL""";

    private static final String DELETE = """
            DELETE FROM social.alerts WHERE id IN (
                SELECT id FROM social.alerts WHERE resolved_at < $1 ORDER BY resolved_at LIMIT $2 FOR UPDATE SKIP LOCKED)""";

    private final Pool pool;

    AlertRepository(Pool pool) {
        this.pool = pool;
    }

    /** The latest first. */
    Uni<List<Alert>> page(OrganizationId organization, AlertFilter.Chosen chosen, AlertPlace after, int limit) {
        Tuple values = Tuple.tuple()
                .addUUID(organization.value())
                .addOffsetDateTime(utc(after.time()))
                .addUUID(after.id().value())
                .addString(chosen.severity().map(Enum::name).orElse(null))
                .addBoolean(chosen.open().orElse(null))
                .addString(chosen.type().map(Enum::name).orElse(null))
                .addBoolean(chosen.unreadOnly())
                .addInteger(limit);
        return pool.preparedQuery(PAGE).execute(values).map(rows -> Rows.list(rows, AlertRepository::alertOf));
    }

    Uni<Integer> countUnread(OrganizationId organization) {
        return pool.preparedQuery(COUNT_UNREAD)
                .execute(Tuple.of(organization.value()))
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    Uni<Optional<Alert>> lock(SqlConnection transaction, OrganizationId organization, AlertId id) {
        return transaction
                .preparedQuery(FIND + " FOR UPDATE")
                .execute(Tuple.of(id.value(), organization.value()))
                .map(rows -> Rows.first(rows, AlertRepository::alertOf));
    }

    /** The rule's alert that is not resolved. */
    Uni<Optional<Alert>> lockOpen(SqlConnection transaction, AlertRuleId rule) {
        return transaction
                .preparedQuery("SELECT * FROM social.alerts WHERE rule_id = $1 AND resolved_at IS NULL FOR UPDATE")
                .execute(Tuple.of(rule.value()))
                .map(rows -> Rows.first(rows, AlertRepository::alertOf));
    }

    /** When the latest of the rule's alerts that are over ended. */
    Uni<Optional<Instant>> lastResolved(SqlConnection transaction, AlertRuleId rule) {
        return transaction
                .preparedQuery(LAST_RESOLVED)
                .execute(Tuple.of(rule.value()))
                .map(rows -> Optional.ofNullable(rows.iterator().next().getOffsetDateTime("resolved"))
                        .map(OffsetDateTime::toInstant));
    }

    Uni<Optional<Alert>> read(OrganizationId organization, AlertId id) {
        return pool.preparedQuery(READ)
                .execute(Tuple.of(id.value(), organization.value()))
                .map(rows -> Rows.first(rows, AlertRepository::alertOf));
    }

    /** How many were not read before. */
    Uni<Integer> readAll(OrganizationId organization) {
        return pool.preparedQuery(READ_ALL)
                .execute(Tuple.of(organization.value()))
                .map(rows -> rows.rowCount());
    }

    Uni<Void> insert(SqlConnection transaction, Alert alert) {
        Tuple values = Tuple.tuple()
                .addUUID(alert.id().value())
                .addUUID(alert.organization().value())
                .addUUID(alert.rule().map(AlertRuleId::value).orElse(null))
                .addString(alert.name())
                .addString(alert.type().name())
                .addString(alert.severity().name())
                .addDouble(alert.value())
                .addDouble(alert.stepValue())
                .addDouble(alert.threshold())
                .addOffsetDateTime(utc(alert.createdAt()));
        return transaction.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    Uni<Void> update(SqlConnection transaction, Alert alert) {
        Tuple values = Tuple.tuple()
                .addUUID(alert.id().value())
                .addString(alert.severity().name())
                .addDouble(alert.value())
                .addDouble(alert.stepValue())
                .addOffsetDateTime(utc(alert.updatedAt()))
                .addOffsetDateTime(alert.escalatedAt().map(AlertRepository::utc).orElse(null))
                .addOffsetDateTime(alert.resolvedAt().map(AlertRepository::utc).orElse(null))
                .addString(alert.resolvedBy().orElse(null))
                .addBoolean(alert.read());
        return transaction.preparedQuery(UPDATE).execute(values).replaceWithVoid();
    }

    /** At most so many that were resolved before; how many it deleted. */
    Uni<Integer> delete(Instant before, int limit) {
        return pool.preparedQuery(DELETE).execute(Tuple.of(utc(before), limit)).map(rows -> rows.rowCount());
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static Alert alertOf(Row row) {
        return new Alert(
                new AlertId(row.getUUID("id")),
                new OrganizationId(row.getUUID("organization_id")),
                Optional.ofNullable(row.getUUID("rule_id")).map(AlertRuleId::new),
                row.getString("name"),
                AlertType.valueOf(row.getString("type")),
                Severity.valueOf(row.getString("severity")),
                row.getDouble("value"),
                row.getDouble("step_value"),
                row.getDouble("threshold"),
                row.getBoolean("is_read"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant(),
                Optional.ofNullable(row.getOffsetDateTime("escalated_at")).map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getOffsetDateTime("resolved_at")).map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getString("resolved_by")));
    }
}
