package dev.tidepool.gateway.apikey;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.OrganizationId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** Uses of keys by day. */
@ApplicationScoped
class KeyUsageRepository {

    /** One statement for all keys, in the order of their ids so that two gateways do not lock crosswise. Keys that are gone are passed over. */
    private static final String ADD = """
            INSERT INTO gateway.api_key_usage (api_key_id, day, uses, last_used_at)
            SELECT taken.id, (taken.last AT TIME ZONE 'UTC')::date, taken.uses, taken.last
            FROM unnest($1::uuid[], $2::bigint[], $3::timestamptz[]) AS taken (id, uses, last)
            WHERE EXISTS (SELECT FROM gateway.api_key k WHERE k.id = taken.id)
            ORDER BY taken.id
            ON CONFLICT (api_key_id, day) DO UPDATE
            SET uses = api_key_usage.uses + excluded.uses,
                last_used_at = greatest(api_key_usage.last_used_at, excluded.last_used_at)""";

    private static final String DAYS = """
            SELECT days.day::date AS day, coalesce(u.uses, 0) AS uses
            FROM generate_series((now() AT TIME ZONE 'UTC')::date - ($3::integer - 1), (now() AT TIME ZONE 'UTC')::date,
                interval '1 day') AS days (day)
              JOIN gateway.api_key k ON k.organization_id = $1 AND k.id = $2 AND k.revoked_at IS NULL
              LEFT JOIN gateway.api_key_usage u ON u.api_key_id = k.id AND u.day = days.day::date
            ORDER BY days.day DESC""";

    private static final String DROP = """
            DELETE FROM gateway.api_key_usage WHERE ctid = ANY (ARRAY(
              SELECT ctid FROM gateway.api_key_usage WHERE day < (now() AT TIME ZONE 'UTC')::date - $1::integer LIMIT 5000))""";

    private final Pool pool;

    KeyUsageRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> add(List<KeyUses.Uses> taken) {
        List<KeyUses.Uses> ordered = taken.stream()
                .sorted(Comparator.comparing(uses -> uses.key().value()))
                .toList();
        return pool.preparedQuery(ADD)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(
                                ordered.stream().map(uses -> uses.key().value()).toArray(UUID[]::new))
                        .addArrayOfLong(
                                ordered.stream().map(KeyUses.Uses::count).toArray(Long[]::new))
                        .addArrayOfOffsetDateTime(ordered.stream()
                                .map(uses -> KeyRows.utc(uses.last()))
                                .toArray(OffsetDateTime[]::new)))
                .replaceWithVoid();
    }

    /** The last so many days, today first; empty when the organisation has no such key. */
    Uni<List<KeyUsageView.DayView>> days(OrganizationId organization, ApiKeyId key, int days) {
        return pool.preparedQuery(DAYS)
                .execute(Tuple.of(organization.value(), key.value(), days))
                .map(rows ->
                        Rows.list(rows, row -> new KeyUsageView.DayView(row.getLocalDate("day"), row.getLong("uses"))));
    }

    Uni<Void> dropOlderThan(int days) {
        return pool.preparedQuery(DROP).execute(Tuple.of(days)).replaceWithVoid();
    }
}
