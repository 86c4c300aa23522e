package dev.tidepool.session.message;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.session.session.SessionService;
import dev.tidepool.session.tenant.TenantDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Appends many messages of an organisation in one round trip. */
@ApplicationScoped
class AppendRepository {

    private static final String APPEND = """
            SELECT appended_id, appended_sequence, appended_at
            FROM session.append_messages($1, $2, make_interval(secs => $3::bigint), $4, $5, $6, $7, $8, $9, $10)""";

    private final TenantDatabase database;
    private final SessionService sessions;

    AppendRepository(TenantDatabase database, SessionService sessions) {
        this.database = database;
        this.sessions = sessions;
    }

    /** Where a message was put. */
    record Placed(long sequence, Instant createdAt) {}

    /** Those that were appended; the others need a closer look, and nothing was stored of them. */
    Uni<Map<MessageId, Placed>> append(OrganizationId organization, List<WaitingAppend> batch, Instant now) {
        return database.call(
                        organization,
                        APPEND,
                        now.atOffset(ZoneOffset.UTC),
                        sessions.idleAfter().toSeconds(),
                        uuids(batch, append -> append.id().value()),
                        uuids(batch, append -> append.session().value()),
                        texts(batch, append -> append.draft().role().wireName()),
                        texts(batch, append -> append.draft().content()),
                        texts(batch, append -> append.draft().idempotencyKey().orElse(null)),
                        uuids(batch, append -> append.event().value()),
                        batch.stream().map(WaitingAppend::envelope).toArray(JsonObject[]::new))
                .map(AppendRepository::placed);
    }

    /** To be waited for before those that were appended are acknowledged. Never fails. */
    Uni<Void> forgetSessions(OrganizationId organization, List<WaitingAppend> batch) {
        return sessions.forget(
                organization, batch.stream().map(WaitingAppend::session).collect(Collectors.toSet()));
    }

    private static Map<MessageId, Placed> placed(RowSet<Row> rows) {
        Map<MessageId, Placed> placed = new HashMap<>();
        for (Row row : rows) {
            placed.put(
                    new MessageId(row.getUUID("appended_id")),
                    new Placed(
                            row.getLong("appended_sequence"),
                            row.getOffsetDateTime("appended_at").toInstant()));
        }
        return placed;
    }

    private static UUID[] uuids(List<WaitingAppend> batch, Function<WaitingAppend, UUID> value) {
        return batch.stream().map(value).toArray(UUID[]::new);
    }

    private static @Nullable String[] texts(
            List<WaitingAppend> batch, Function<WaitingAppend, @Nullable String> value) {
        return batch.stream().map(value).toArray(String[]::new);
    }
}
