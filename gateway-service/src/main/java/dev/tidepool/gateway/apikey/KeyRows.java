package dev.tidepool.gateway.apikey;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.OrganizationId;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows of keys to values and back. Pure. */
final class KeyRows {

    /** What {@link #keyOf} reads, of a table named k, with the last use of u. */
    static final String COLUMNS = """
            k.id, k.organization_id, k.name, k.prefix, k.key_hash, k.role, k.scopes, k.created_at, k.expires_at,
            k.rate_limit_per_minute, k.auto_rotate, k.text_issued_at, k.text_ends_at, k.previous_ends_at,
            k.created_by""";

    /** In the order of {@link #tuple}. */
    static final String INSERTED = """
            id, organization_id, agent_id, name, prefix, key_hash, role, scopes, created_at, text_issued_at, expires_at,
            rate_limit_per_minute, auto_rotate, created_by, bootstrap_hash""";

    private KeyRows() {}

    static Tuple tuple(ApiKey key, @Nullable AgentId agent, @Nullable String bootstrapHash) {
        return Tuple.tuple()
                .addUUID(key.id().value())
                .addUUID(key.organization().value())
                .addUUID(agent == null ? null : agent.value())
                .addString(key.name())
                .addString(key.text().prefix())
                .addString(key.text().hash())
                .addString(key.role().wireName())
                .addArrayOfString(key.scopes().toArray(String[]::new))
                .addOffsetDateTime(utc(key.createdAt()))
                .addOffsetDateTime(utc(key.text().issuedAt()))
                .addOffsetDateTime(key.terms().expiresAt().map(KeyRows::utc).orElse(null))
                .addInteger(
                        key.terms().perMinute().isPresent()
                                ? key.terms().perMinute().getAsInt()
                                : null)
                .addBoolean(key.terms().autoRotate())
                .addString(key.createdBy().orElse(null))
                .addString(bootstrapHash);
    }

    /** @param lastUsedAt the row's column, if the query has it */
    static ApiKey keyOf(Row row, Optional<Instant> lastUsedAt) {
        return new ApiKey(
                new ApiKeyId(row.getUUID("id")),
                new OrganizationId(row.getUUID("organization_id")),
                row.getString("name"),
                Role.ofWireName(row.getString("role")),
                Set.of(row.getArrayOfStrings("scopes")),
                new KeyTerms(instant(row, "expires_at"), perMinute(row), row.getBoolean("auto_rotate")),
                new KeyText(
                        row.getString("prefix"),
                        row.getString("key_hash"),
                        row.getOffsetDateTime("text_issued_at").toInstant(),
                        instant(row, "text_ends_at"),
                        instant(row, "previous_ends_at")),
                row.getOffsetDateTime("created_at").toInstant(),
                Optional.ofNullable(row.getString("created_by")),
                lastUsedAt);
    }

    static KeyVerdict verdictOf(Row row, String hash) {
        ApiKeyId id = new ApiKeyId(row.getUUID("id"));
        OrganizationId organization = new OrganizationId(row.getUUID("organization_id"));
        if (!row.getBoolean("live")) {
            return new KeyVerdict.Ended(id, organization);
        }
        UUID agent = row.getUUID("agent_id");
        String subject = agent == null ? "key:" + id : "agent:" + agent;
        Caller.Member caller = new Caller.Member(
                subject,
                organization,
                Tier.ofWireName(row.getString("tier")),
                Set.of(Role.ofWireName(row.getString("role"))),
                Set.of(row.getArrayOfStrings("scopes")));
        return new KeyVerdict.Live(id, hash, caller, instant(row, "ends_at"), perMinute(row));
    }

    /** The hashes of both texts. */
    static List<String> hashesOf(Row row) {
        return Stream.of(row.getString("key_hash"), row.getString("previous_hash"))
                .filter(Objects::nonNull)
                .toList();
    }

    static Optional<Instant> instant(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }

    static OffsetDateTime utc(Instant time) {
        return OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
    }

    private static OptionalInt perMinute(Row row) {
        Integer limit = row.getInteger("rate_limit_per_minute");
        return limit == null ? OptionalInt.empty() : OptionalInt.of(limit);
    }
}
