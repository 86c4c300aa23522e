package dev.tidepool.gateway.usage;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.OrganizationId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** Requests by organisation and day. */
@ApplicationScoped
class UsageRepository {

    private static final String ADD = """
            INSERT INTO gateway.usage_day AS stored (organization_id, day, admitted, refused)
            SELECT * FROM unnest($1::uuid[], $2::date[], $3::bigint[], $4::bigint[])
            ON CONFLICT (organization_id, day) DO UPDATE
            SET admitted = stored.admitted + EXCLUDED.admitted, refused = stored.refused + EXCLUDED.refused""";

    private static final String READ = """
            SELECT organization_id, day, admitted, refused FROM gateway.usage_day
            WHERE organization_id = $1 AND day >= $2 ORDER BY day DESC""";

    private static final String DELETE = "DELETE FROM gateway.usage_day WHERE day < $1";

    private final Pool pool;

    UsageRepository(Pool pool) {
        this.pool = pool;
    }

    /** Adds to the days' rows, all or none. */
    Uni<Void> add(List<DayCount> counts) {
        Tuple columns = Tuple.of(
                counts.stream().map(count -> count.organization().value()).toArray(UUID[]::new),
                counts.stream().map(DayCount::day).toArray(LocalDate[]::new),
                counts.stream().map(DayCount::admitted).toArray(Long[]::new),
                counts.stream().map(DayCount::refused).toArray(Long[]::new));
        return pool.preparedQuery(ADD).execute(columns).replaceWithVoid();
    }

    /** Days that have any, newest first. */
    Uni<List<DayCount>> since(OrganizationId organization, LocalDate first) {
        return pool.preparedQuery(READ)
                .execute(Tuple.of(organization.value(), first))
                .map(rows -> Rows.list(rows, UsageRepository::count));
    }

    Uni<Void> deleteBefore(LocalDate day) {
        return pool.preparedQuery(DELETE).execute(Tuple.of(day)).replaceWithVoid();
    }

    private static DayCount count(Row row) {
        return new DayCount(
                new OrganizationId(row.getUUID("organization_id")),
                row.getLocalDate("day"),
                row.getLong("admitted"),
                row.getLong("refused"));
    }
}
