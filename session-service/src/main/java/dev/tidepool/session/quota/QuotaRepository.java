package dev.tidepool.session.quota;

import dev.tidepool.kernel.id.OrganizationId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;

/** Counts rows; older months' partitions of messages are not looked at. */
@ApplicationScoped
class QuotaRepository {

    private static final String COUNT = """
            SELECT
              (SELECT count(*) FROM session.sessions WHERE organization_id = $1 AND created_at >= $2) AS sessions,
              (SELECT count(*) FROM session.messages WHERE organization_id = $1 AND created_at >= $2) AS messages,
              (SELECT count(*) FROM session.sessions
               WHERE organization_id = $1 AND status = 'active' AND expires_at > $3) AS active""";

    Uni<MonthUse> count(SqlConnection transaction, OrganizationId organization, Instant monthStart, Instant now) {
        return transaction
                .preparedQuery(COUNT)
                .execute(Tuple.of(
                        organization.value(), monthStart.atOffset(ZoneOffset.UTC), now.atOffset(ZoneOffset.UTC)))
                .map(rows -> use(rows.iterator().next()));
    }

    private static MonthUse use(Row row) {
        return new MonthUse(row.getLong("sessions"), row.getLong("messages"), row.getLong("active"));
    }
}
