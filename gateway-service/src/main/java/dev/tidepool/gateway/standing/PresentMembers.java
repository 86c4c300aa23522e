package dev.tidepool.gateway.standing;

import dev.tidepool.gateway.apikey.Scopes;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.OrganizationId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looks up what subjects are worth now, for services that do later what was asked for once. Nothing of it is remembered. */
@ApplicationScoped
public class PresentMembers {

    private static final Set<String> OURS = Set.of("account", "key", "agent");

    private static final String FIND = """
            SELECT o.tier, held.role, held.scopes
            FROM gateway.organization o LEFT JOIN LATERAL (
                SELECT a.role, NULL::text[] AS scopes FROM gateway.account a
                WHERE $2 = 'account' AND a.id = $3 AND a.organization_id = o.id
                UNION ALL
                SELECT k.role, k.scopes FROM gateway.api_key k
                WHERE (($2 = 'key' AND k.id = $3 AND k.agent_id IS NULL) OR ($2 = 'agent' AND k.agent_id = $3))
                  AND k.organization_id = o.id AND k.revoked_at IS NULL
                  AND (k.expires_at IS NULL OR k.expires_at > now())
            ) held ON true
            WHERE o.id = $1""";

    private final Pool pool;
    private final StandingConfig config;

    PresentMembers(Pool pool, StandingConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /**
     * What the subject is worth, or empty when it is no member any more: removed, revoked, expired, or of an organisation that is
     * gone. Fails only when the database does, or does not answer in time.
     *
     * @throws IllegalArgumentException for a subject of ours that has no id
     */
    public Uni<Optional<PresentMember>> find(OrganizationId organization, String subject) {
        String kind = subject.substring(0, Math.max(0, subject.indexOf(':')));
        boolean isOurs = OURS.contains(kind);
        @Nullable UUID id = isOurs ? UUID.fromString(subject.substring(kind.length() + 1)) : null;
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(organization.value(), kind, id))
                .ifNoItem()
                .after(config.lookUpTimeout())
                .fail()
                .map(rows -> Rows.first(rows, row -> present(row, isOurs)).flatMap(found -> found));
    }

    private static Optional<PresentMember> present(Row row, boolean isOurs) {
        Tier tier = Tier.ofWireName(row.getString("tier"));
        if (!isOurs) {
            return Optional.of(new PresentMember(tier, Optional.empty()));
        }
        return Optional.ofNullable(row.getString("role"))
                .map(Role::ofWireName)
                .map(role -> new PresentMember(tier, Optional.of(new PresentMember.Rights(role, scopes(row, role)))));
    }

    private static Set<String> scopes(Row row, Role role) {
        String @Nullable [] ofKey = row.getArrayOfStrings("scopes");
        return ofKey == null ? Scopes.ofRole(role) : Set.of(ofKey);
    }
}
