package dev.tidepool.gateway.identity;

import dev.tidepool.gateway.apikey.ApiKeyId;
import dev.tidepool.gateway.standing.AccountId;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7;
import dev.tidepool.kernel.page.PageLimit;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Stores invitations. */
@ApplicationScoped
class InvitationRepository {

    /** An invitation is worth something as long as the key it was made with, if it was, is not revoked. */
    static final String IS_OPEN = """
            i.expires_at > now() AND NOT EXISTS (
              SELECT FROM gateway.api_key k WHERE k.id = i.invited_with AND k.revoked_at IS NOT NULL)""";

    private static final String COLUMNS =
            "i.id, i.organization_id, i.email, i.role, i.invited_by, i.invited_with, i.created_at, i.expires_at";

    private static final String INSERT = """
            INSERT INTO gateway.invitation
              (id, organization_id, email, role, token_hash, invited_by, invited_with, created_at, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)""";

    /** Deleted as it is read: of two acceptances at once one finds it. */
    private static final String TAKE = """
            DELETE FROM gateway.invitation i WHERE token_hash = $1 AND %s
            RETURNING %s""".formatted(IS_OPEN, COLUMNS);

    private static final String WITHDRAW = """
            DELETE FROM gateway.invitation i WHERE organization_id = $1 AND id = $2
            RETURNING %s""".formatted(COLUMNS);

    private static final String LIST = """
            SELECT %s FROM gateway.invitation i
            WHERE organization_id = $1 AND id < $2 AND %s ORDER BY id DESC LIMIT $3""".formatted(COLUMNS, IS_OPEN);

    private static final String WITHDRAW_ROLES = """
            DELETE FROM gateway.invitation i WHERE invited_by = $1 AND role = ANY ($2)
            RETURNING %s""".formatted(COLUMNS);

    private final Pool pool;

    InvitationRepository(Pool pool) {
        this.pool = pool;
    }

    /** The open ones, newest first. */
    Uni<List<Invitation>> list(OrganizationId organization, Optional<InvitationId> before, PageLimit limit) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(
                        organization.value(), before.map(InvitationId::value).orElse(Uuid7.LAST), limit.plusOne()))
                .map(rows -> Rows.list(rows, InvitationRepository::invitationOf));
    }

    Uni<Void> insert(SqlConnection transaction, Invitation invitation, OpaqueToken token) {
        Tuple values = Tuple.tuple()
                .addUUID(invitation.id().value())
                .addUUID(invitation.organization().value())
                .addString(invitation.email())
                .addString(invitation.role().wireName())
                .addString(token.hash())
                .addUUID(invitation.invitedBy().map(AccountId::value).orElse(null))
                .addUUID(invitation.invitedWith().map(ApiKeyId::value).orElse(null))
                .addOffsetDateTime(invitation.createdAt().atOffset(ZoneOffset.UTC))
                .addOffsetDateTime(invitation.expiresAt().atOffset(ZoneOffset.UTC));
        return transaction.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    /** The invitation, which nobody can take again, or empty when there is none that is open. */
    Uni<Optional<Invitation>> take(SqlConnection transaction, OpaqueToken token) {
        return transaction
                .preparedQuery(TAKE)
                .execute(Tuple.of(token.hash()))
                .map(rows -> Rows.first(rows, InvitationRepository::invitationOf));
    }

    Uni<Optional<Invitation>> withdraw(SqlConnection transaction, OrganizationId organization, InvitationId id) {
        return transaction
                .preparedQuery(WITHDRAW)
                .execute(Tuple.of(organization.value(), id.value()))
                .map(rows -> Rows.first(rows, InvitationRepository::invitationOf));
    }

    /** Withdraws what the account offered to people of these roles. */
    Uni<List<Invitation>> withdrawOf(SqlConnection transaction, AccountId inviter, Predicate<Role> roles) {
        String[] names =
                Arrays.stream(Role.values()).filter(roles).map(Role::wireName).toArray(String[]::new);
        return transaction
                .preparedQuery(WITHDRAW_ROLES)
                .execute(Tuple.tuple().addUUID(inviter.value()).addArrayOfString(names))
                .map(rows -> Rows.list(rows, InvitationRepository::invitationOf));
    }

    private static Invitation invitationOf(Row row) {
        return new Invitation(
                new InvitationId(row.getUUID("id")),
                new OrganizationId(row.getUUID("organization_id")),
                row.getString("email"),
                Role.ofWireName(row.getString("role")),
                Optional.ofNullable(row.getUUID("invited_by")).map(AccountId::new),
                Optional.ofNullable(row.getUUID("invited_with")).map(ApiKeyId::new),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("expires_at").toInstant());
    }
}
