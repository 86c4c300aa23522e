package dev.tidepool.gateway.standing;

import dev.tidepool.gateway.apikey.Scopes;
import dev.tidepool.kernel.caller.Caller;
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

/** Reads what credentials stand for. */
@ApplicationScoped
class StandingRepository {

    private static final String SESSION = """
            SELECT a.id, a.organization_id, a.role, o.tier
            FROM gateway.login_session s
              JOIN gateway.account a ON a.id = s.account_id
              JOIN gateway.organization o ON o.id = a.organization_id
            WHERE s.id = $1 AND s.ended_at IS NULL AND s.expires_at > now()""";

    private static final String TIER = "SELECT tier FROM gateway.organization WHERE id = $1";

    private final Pool pool;

    StandingRepository(Pool pool) {
        this.pool = pool;
    }

    /** Whose session it is, or empty when it is over. */
    Uni<Optional<Caller.Member>> memberOf(LoginSessionId session) {
        return pool.preparedQuery(SESSION)
                .execute(Tuple.of(session.value()))
                .map(rows -> Rows.first(rows, StandingRepository::memberOf));
    }

    Uni<Optional<Tier>> tierOf(OrganizationId organization) {
        return pool.preparedQuery(TIER)
                .execute(Tuple.of(organization.value()))
                .map(rows -> Rows.first(rows, row -> Tier.ofWireName(row.getString("tier"))));
    }

    private static Caller.Member memberOf(Row row) {
        Role role = Role.ofWireName(row.getString("role"));
        return new Caller.Member(
                "account:" + row.getUUID("id"),
                new OrganizationId(row.getUUID("organization_id")),
                Tier.ofWireName(row.getString("tier")),
                Set.of(role),
                Scopes.ofRole(role));
    }
}
