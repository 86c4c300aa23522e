package dev.tidepool.gateway.apikey;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;

/**
 * Who acts, as the database has them. A request's caller may be a moment old: whoever was removed, lowered or revoked meanwhile
 * gives nobody a right any more.
 */
@ApplicationScoped
public class Actors {

    /** Not FOR UPDATE: sessions and uses of keys, which refer to the organisation, may be made meanwhile. */
    private static final String HOLD = "SELECT FROM gateway.organization WHERE id = $1 FOR NO KEY UPDATE";

    /** By the subject, {@code account:<id>}. */
    private static final String ROLE = """
            SELECT role FROM gateway.account
            WHERE organization_id = $1 AND id = substring($2::text FROM length('account:') + 1)::uuid""";

    /** Its revocation waits, and so does this for one under way. */
    private static final String KEY = """
            SELECT FROM gateway.api_key
            WHERE organization_id = $1 AND id = $2 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())
            FOR SHARE""";

    /**
     * The caller as they are now. Until the transaction ends nobody else changes who belongs to the organisation, or makes keys.
     * Fails with 401 when the organisation, the account or the key is gone.
     */
    public Uni<Caller.Member> hold(SqlConnection transaction, Caller.Member caller) {
        return transaction
                .preparedQuery(HOLD)
                .execute(Tuple.of(caller.organization().value()))
                .invoke(rows -> require(rows.size() == 1, "The organisation does not exist any more."))
                .chain(() -> present(transaction, caller));
    }

    /** As the other; fails with 403 when the caller lacks the scope by now. */
    public Uni<Caller.Member> hold(SqlConnection transaction, Caller.Member caller, String scope) {
        return hold(transaction, caller).invoke(present -> requireScope(present, scope));
    }

    private static Uni<Caller.Member> present(SqlConnection transaction, Caller.Member caller) {
        Optional<ApiKeyId> key = KeyRights.ownKey(caller);
        if (caller.subject().startsWith("account:")) {
            return transaction
                    .preparedQuery(ROLE)
                    .execute(Tuple.of(caller.organization().value(), caller.subject()))
                    .map(rows -> Rows.first(rows, row -> Role.ofWireName(row.getString("role"))))
                    .map(role -> as(caller, role));
        }
        return key.isEmpty()
                ? Uni.createFrom().item(caller)
                : transaction
                        .preparedQuery(KEY)
                        .execute(Tuple.of(
                                caller.organization().value(), key.get().value()))
                        .invoke(rows -> require(rows.size() == 1, "The key does not exist any more."))
                        .replaceWith(caller);
    }

    private static Caller.Member as(Caller.Member caller, Optional<Role> role) {
        Role held = role.orElseThrow(() -> Problem.unauthorized("The account does not exist any more."));
        return new Caller.Member(
                caller.subject(), caller.organization(), caller.tier(), Set.of(held), Scopes.ofRole(held));
    }

    private static void require(boolean exists, String otherwise) {
        if (!exists) {
            throw Problem.unauthorized(otherwise);
        }
    }

    private static void requireScope(Caller.Member caller, String scope) {
        if (!caller.scopes().contains(scope)) {
            throw Problem.forbidden("The credential lacks the scope " + scope + ".")
                    .with("scope", scope);
        }
    }
}
