package dev.tidepool.social.alert;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.social.alert.AlertTarget.Network;
import dev.tidepool.social.alert.AlertTarget.OfAgent;
import dev.tidepool.social.alert.AlertTarget.OfSubmolt;
import dev.tidepool.social.alert.AlertTarget.OfTerm;
import dev.tidepool.social.alert.AlertTarget.SubmoltRef;
import dev.tidepool.social.alert.AlertTarget.TermRef;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Stores rules, each under its organisation. */
@ApplicationScoped
class AlertRuleRepository {

    private static final String INSERT = """
            INSERT INTO social.alert_rules
                (id, organization_id, name, type, agent_id, submolt_id, term_id, threshold, window_minutes, cooldown_minutes,
                 severity, is_enabled, created_by, created_at, updated_at, next_look_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14, $14)""";

    private static final String LIST =
            "SELECT * FROM social.alert_rules WHERE organization_id = $1 ORDER BY created_at, id";

    private static final String FIND = "SELECT * FROM social.alert_rules WHERE id = $1 AND organization_id = $2";

    private static final String UPDATE = """
            UPDATE social.alert_rules
            SET name = $2, threshold = $3, window_minutes = $4, cooldown_minutes = $5, severity = $6, is_enabled = $7,
                updated_at = $8, next_look_at = $8
            WHERE id = $1""";

    private static final String AGENT_EXISTS =
            "SELECT EXISTS (SELECT FROM social.agents WHERE id = $1 AND deleted_at IS NULL) AS found";

    private static final String SUBMOLT_EXISTS = "SELECT EXISTS (SELECT FROM social.submolts WHERE id = $1) AS found";

    /** Somebody else's is as good as none. */
    private static final String TERM_EXISTS =
            "SELECT EXISTS (SELECT FROM social.brand_terms WHERE id = $1 AND organization_id = $2) AS found";

    /** The next look moves with the taking: what becomes of this one does not matter to the others. */
    private static final String TAKE = """
            WITH due AS (
                SELECT id FROM social.alert_rules WHERE is_enabled AND next_look_at <= $1
                ORDER BY next_look_at LIMIT $2 FOR UPDATE SKIP LOCKED)
            UPDATE social.alert_rules r SET next_look_at = $1::timestamptz + greatest($3::float8 * interval '1 second',
                CASE WHEN r.type = 'INACTIVITY' THEN interval '0' ELSE r.window_minutes * interval '0.6 seconds' END)
            FROM due WHERE r.id = due.id RETURNING r.*""";

    /** One that was disabled or changed meanwhile is looked at later, or not at all. */
    private static final String HOLD =
            "SELECT id FROM social.alert_rules WHERE id = $1 AND is_enabled AND updated_at = $2 FOR UPDATE";

    private static final String ALERTED = "UPDATE social.alert_rules SET last_alerted_at = $2 WHERE id = $1";

    private static final String COUNT_WIDE = """
            SELECT count(*)::int FROM social.alert_rules
            WHERE organization_id = $1 AND agent_id IS NULL AND term_id IS NULL""";

    private final Pool pool;

    AlertRuleRepository(Pool pool) {
        this.pool = pool;
    }

    /** How many the organisation has. Who counts at the same time waits until the transaction's end. */
    Uni<Integer> holdAndCount(SqlConnection transaction, OrganizationId organization) {
        return transaction
                .preparedQuery("SELECT pg_advisory_xact_lock(hashtextextended('social.alert_rules:' || $1, 0))")
                .execute(Tuple.of(organization.toString()))
                .chain(() -> transaction
                        .preparedQuery("SELECT count(*)::int FROM social.alert_rules WHERE organization_id = $1")
                        .execute(Tuple.of(organization.value())))
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    /** Whether there is what the rule is about. */
    Uni<Boolean> exists(SqlConnection transaction, AlertRule rule) {
        return switch (rule.target()) {
            case Network network -> Uni.createFrom().item(true);
            case OfAgent agent ->
                exists(transaction, AGENT_EXISTS, Tuple.of(agent.id().value()));
            case OfSubmolt submolt ->
                exists(transaction, SUBMOLT_EXISTS, Tuple.of(submolt.id().value()));
            case OfTerm term ->
                exists(
                        transaction,
                        TERM_EXISTS,
                        Tuple.of(term.id().value(), rule.organization().value()));
        };
    }

    private static Uni<Boolean> exists(SqlConnection transaction, String sql, Tuple values) {
        return transaction
                .preparedQuery(sql)
                .execute(values)
                .map(rows -> rows.iterator().next().getBoolean("found"));
    }

    Uni<Void> insert(SqlConnection transaction, AlertRule rule) {
        Tuple values = Tuple.tuple()
                .addUUID(rule.id().value())
                .addUUID(rule.organization().value())
                .addString(rule.name())
                .addString(rule.type().name())
                .addUUID(rule.target() instanceof OfAgent agent ? agent.id().value() : null)
                .addUUID(
                        rule.target() instanceof OfSubmolt submolt
                                ? submolt.id().value()
                                : null)
                .addUUID(rule.target() instanceof OfTerm term ? term.id().value() : null)
                .addDouble(rule.threshold())
                .addInteger((int) rule.window().toMinutes())
                .addInteger((int) rule.cooldown().toMinutes())
                .addString(rule.severity().name())
                .addBoolean(rule.enabled())
                .addString(rule.createdBy())
                .addOffsetDateTime(utc(rule.createdAt()));
        return transaction.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    /** In the order in which they were made. */
    Uni<List<AlertRule>> list(OrganizationId organization) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(organization.value()))
                .map(rows -> Rows.list(rows, AlertRuleRepository::ruleOf));
    }

    Uni<Optional<AlertRule>> find(OrganizationId organization, AlertRuleId id) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(id.value(), organization.value()))
                .map(rows -> Rows.first(rows, AlertRuleRepository::ruleOf));
    }

    Uni<Optional<AlertRule>> lock(SqlConnection transaction, OrganizationId organization, AlertRuleId id) {
        return transaction
                .preparedQuery(FIND + " FOR UPDATE")
                .execute(Tuple.of(id.value(), organization.value()))
                .map(rows -> Rows.first(rows, AlertRuleRepository::ruleOf));
    }

    Uni<Void> update(SqlConnection transaction, AlertRule rule) {
        Tuple values = Tuple.tuple()
                .addUUID(rule.id().value())
                .addString(rule.name())
                .addDouble(rule.threshold())
                .addInteger((int) rule.window().toMinutes())
                .addInteger((int) rule.cooldown().toMinutes())
                .addString(rule.severity().name())
                .addBoolean(rule.enabled())
                .addOffsetDateTime(utc(rule.updatedAt()));
        return transaction.preparedQuery(UPDATE).execute(values).replaceWithVoid();
    }

    Uni<Void> delete(SqlConnection transaction, AlertRuleId id) {
        return transaction
                .preparedQuery("DELETE FROM social.alert_rules WHERE id = $1")
                .execute(Tuple.of(id.value()))
                .replaceWithVoid();
    }

    /**
     * At most so many that are to be looked at, each for one instance.
     *
     * @param every until the next look, or a hundredth of the window where that is more
     */
    Uni<List<AlertRule>> take(Instant now, int limit, Duration every) {
        return pool.preparedQuery(TAKE)
                .execute(Tuple.of(utc(now), limit, every.toMillis() / 1000.0))
                .map(rows -> Rows.list(rows, AlertRuleRepository::ruleOf));
    }

    /** Locks it. False when it is not what it was when it was taken. */
    Uni<Boolean> hold(SqlConnection transaction, AlertRule rule) {
        return transaction
                .preparedQuery(HOLD)
                .execute(Tuple.of(rule.id().value(), utc(rule.updatedAt())))
                .map(rows -> rows.rowCount() == 1);
    }

    Uni<Void> alerted(SqlConnection transaction, AlertRuleId id, Instant now) {
        return transaction
                .preparedQuery(ALERTED)
                .execute(Tuple.of(id.value(), utc(now)))
                .replaceWithVoid();
    }

    /** How many the organisation has about the network or a submolt. */
    Uni<Integer> countWide(SqlConnection transaction, OrganizationId organization) {
        return transaction
                .preparedQuery(COUNT_WIDE)
                .execute(Tuple.of(organization.value()))
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static AlertRule ruleOf(Row row) {
        return new AlertRule(
                new AlertRuleId(row.getUUID("id")),
                new OrganizationId(row.getUUID("organization_id")),
                row.getString("name"),
                AlertType.valueOf(row.getString("type")),
                targetOf(row),
                row.getDouble("threshold"),
                Duration.ofMinutes(row.getInteger("window_minutes")),
                Duration.ofMinutes(row.getInteger("cooldown_minutes")),
                Severity.valueOf(row.getString("severity")),
                row.getBoolean("is_enabled"),
                row.getString("created_by"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant(),
                Optional.ofNullable(row.getOffsetDateTime("last_alerted_at")).map(OffsetDateTime::toInstant));
    }

    private static AlertTarget targetOf(Row row) {
        Optional<AlertTarget> agent =
                Optional.ofNullable(row.getUUID("agent_id")).map(id -> new OfAgent(new AgentId(id)));
        Optional<UUID> submolt = Optional.ofNullable(row.getUUID("submolt_id"));
        Optional<UUID> term = Optional.ofNullable(row.getUUID("term_id"));
        return agent.or(() -> submolt.map(id -> new OfSubmolt(new SubmoltRef(id))))
                .or(() -> term.map(id -> new OfTerm(new TermRef(id))))
                .orElseGet(Network::new);
    }
}
