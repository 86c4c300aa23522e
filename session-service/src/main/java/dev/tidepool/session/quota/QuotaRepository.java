package dev.tidepool.session.quota;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.OrganizationId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;

/** What organisations have used, a row for each month. */
@ApplicationScoped
class QuotaRepository {

    private static final String BEGIN = """
            INSERT INTO session.quota_use (organization_id, month) VALUES ($1, $2) ON CONFLICT DO NOTHING""";

    private static final String FIND = """
            SELECT sessions, sessions_told, messages, messages_told, tokens, tokens_told
            FROM session.quota_use WHERE organization_id = $1 AND month = $2""";

    private static final String HOLD = FIND + " FOR UPDATE";

    private static final String STORE = """
            UPDATE session.quota_use SET sessions = $3, sessions_told = $4, messages = $5, messages_told = $6
            WHERE organization_id = $1 AND month = $2""";

    private static final String GIVE_BACK = """
            UPDATE session.quota_use SET messages = messages - $3
            WHERE organization_id = $1 AND month = $2 AND messages >= $3""";

    private static final String ADD_TOKENS = """
            INSERT INTO session.quota_use AS use (organization_id, month, tokens) VALUES ($1, $2, $3)
            ON CONFLICT (organization_id, month) DO UPDATE SET tokens = use.tokens + excluded.tokens
            RETURNING tokens, tokens_told""";

    private static final String STORE_TOKENS_TOLD = """
            UPDATE session.quota_use SET tokens_told = $3 WHERE organization_id = $1 AND month = $2""";

    private static final String COUNT_OPEN = """
            SELECT count(*) AS open FROM session.sessions
            WHERE organization_id = $1 AND status IN ('active', 'idle') AND expires_at > $2""";

    /** What is used, held until the transaction ends. */
    Uni<MonthUse> hold(SqlConnection transaction, OrganizationId organization, QuotaMonth month) {
        Tuple row = Tuple.of(organization.value(), month.firstDay());
        return transaction
                .preparedQuery(BEGIN)
                .execute(row)
                .chain(() -> transaction.preparedQuery(HOLD).execute(row))
                .map(rows -> use(rows.iterator().next()));
    }

    Uni<MonthUse> find(SqlConnection transaction, OrganizationId organization, QuotaMonth month) {
        return transaction
                .preparedQuery(FIND)
                .execute(Tuple.of(organization.value(), month.firstDay()))
                .map(rows -> Rows.first(rows, QuotaRepository::use).orElse(MonthUse.NONE));
    }

    /** What is used of them then, held until the transaction ends. */
    Uni<MonthUse.Counted> addTokens(
            SqlConnection transaction, OrganizationId organization, QuotaMonth month, long tokens) {
        return transaction
                .preparedQuery(ADD_TOKENS)
                .execute(Tuple.of(organization.value(), month.firstDay(), tokens))
                .map(rows -> rows.iterator().next())
                .map(row -> new MonthUse.Counted(row.getLong("tokens"), row.getLong("tokens_told")));
    }

    Uni<Void> storeTokensTold(SqlConnection transaction, OrganizationId organization, QuotaMonth month, long told) {
        return transaction
                .preparedQuery(STORE_TOKENS_TOLD)
                .execute(Tuple.of(organization.value(), month.firstDay(), told))
                .replaceWithVoid();
    }

    /** Stores what was held; tokens are added as they are used. */
    Uni<Void> store(SqlConnection transaction, OrganizationId organization, QuotaMonth month, MonthUse use) {
        return transaction
                .preparedQuery(STORE)
                .execute(Tuple.of(
                        organization.value(),
                        month.firstDay(),
                        use.sessions().used(),
                        use.sessions().told(),
                        use.messages().used(),
                        use.messages().told()))
                .replaceWithVoid();
    }

    /** Messages that were set aside and not stored. */
    Uni<Void> giveBack(SqlConnection transaction, OrganizationId organization, QuotaMonth month, long messages) {
        return transaction
                .preparedQuery(GIVE_BACK)
                .execute(Tuple.of(organization.value(), month.firstDay(), messages))
                .replaceWithVoid();
    }

    Uni<Long> countOpen(SqlConnection transaction, OrganizationId organization, Instant now) {
        return transaction
                .preparedQuery(COUNT_OPEN)
                .execute(Tuple.of(organization.value(), now.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.iterator().next().getLong("open"));
    }

    private static MonthUse use(Row row) {
        return new MonthUse(
                new MonthUse.Counted(row.getLong("sessions"), row.getLong("sessions_told")),
                new MonthUse.Counted(row.getLong("messages"), row.getLong("messages_told")),
                new MonthUse.Counted(row.getLong("tokens"), row.getLong("tokens_told")));
    }
}
