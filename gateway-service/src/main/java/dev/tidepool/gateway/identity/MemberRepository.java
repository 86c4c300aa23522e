package dev.tidepool.gateway.identity;

import dev.tidepool.gateway.standing.AccountId;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7;
import dev.tidepool.kernel.page.PageLimit;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Stores who belongs to an organisation. Changes hold the organisation, so that two of them never pass each other. */
@ApplicationScoped
class MemberRepository {

    private static final String LIST = """
            SELECT id, organization_id, email, password_hash, role, created_at FROM gateway.account
            WHERE organization_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3""";

    private static final String MEMBER = """
            SELECT id, organization_id, email, password_hash, role, created_at FROM gateway.account
            WHERE organization_id = $1 AND id = $2""";

    private static final String OTHER_OWNERS = """
            SELECT count(*) AS others FROM gateway.account
            WHERE organization_id = $1 AND id <> $2 AND role = 'owner'""";

    private static final String MEMBERS_AND_INVITED = """
            SELECT (SELECT count(*) FROM gateway.account WHERE organization_id = $1)
                 + (SELECT count(*) FROM gateway.invitation i WHERE organization_id = $1 AND %s) AS many""".formatted(InvitationRepository.IS_OPEN);

    private static final String SET_ROLE = "UPDATE gateway.account SET role = $2 WHERE id = $1";

    private static final String DELETE = "DELETE FROM gateway.account WHERE id = $1";

    private final Pool pool;

    MemberRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<List<Account>> list(OrganizationId organization, Optional<AccountId> before, PageLimit limit) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(
                        organization.value(), before.map(AccountId::value).orElse(Uuid7.LAST), limit.plusOne()))
                .map(rows -> Rows.list(rows, AccountRepository::accountOf));
    }

    Uni<Optional<Account>> member(SqlConnection transaction, OrganizationId organization, AccountId id) {
        return transaction
                .preparedQuery(MEMBER)
                .execute(Tuple.of(organization.value(), id.value()))
                .map(rows -> Rows.first(rows, AccountRepository::accountOf));
    }

    Uni<Boolean> hasOtherOwners(SqlConnection transaction, Account account) {
        return transaction
                .preparedQuery(OTHER_OWNERS)
                .execute(Tuple.of(account.organization().value(), account.id().value()))
                .map(rows -> rows.iterator().next().getLong("others") > 0);
    }

    /** Members and open invitations. */
    Uni<Long> countWithInvited(SqlConnection transaction, OrganizationId organization) {
        return transaction
                .preparedQuery(MEMBERS_AND_INVITED)
                .execute(Tuple.of(organization.value()))
                .map(rows -> rows.iterator().next().getLong("many"));
    }

    Uni<Void> changeRole(SqlConnection transaction, AccountId id, Role role) {
        return transaction
                .preparedQuery(SET_ROLE)
                .execute(Tuple.of(id.value(), role.wireName()))
                .replaceWithVoid();
    }

    /** Sessions and invitations of the account's making go with it. */
    Uni<Void> delete(SqlConnection transaction, AccountId id) {
        return transaction.preparedQuery(DELETE).execute(Tuple.of(id.value())).replaceWithVoid();
    }
}
