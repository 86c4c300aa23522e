package dev.tidepool.session.send;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.session.session.SessionId;
import dev.tidepool.session.task.TaskId;
import dev.tidepool.session.tenant.MemberJson;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Rows of permissions to speak, and of what was said under them. */
@ApplicationScoped
class SenderRepository {

    private static final String COLUMNS = """
            id, organization_id, session_id, sender_organization_id, sender_id, member, created_at, accepted_at""";

    private static final String INSERT = """
            INSERT INTO session.senders (id, organization_id, session_id, sender_organization_id, sender_id, member,
                created_at, accepted_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)""";

    private static final String LIST_OF_RECEIVER =
            "SELECT " + COLUMNS + " FROM session.senders WHERE session_id = $1 AND organization_id = $2 ORDER BY id";

    private static final String LIST_OF_SENDER = "SELECT " + COLUMNS
            + " FROM session.senders WHERE sender_id = $1 AND sender_organization_id = $2 ORDER BY id";

    private static final String FIND = "SELECT " + COLUMNS
            + " FROM session.senders WHERE sender_id = $1 AND sender_organization_id = $2 AND session_id = $3";

    private static final String ACCEPT = "SELECT " + COLUMNS + " FROM session.accept_sender($1, $2, $3)";

    private static final String DELETE_OF_RECEIVER =
            "DELETE FROM session.senders WHERE id = $1 AND organization_id = $2 AND session_id = $3";

    private static final String DELETE_OF_SENDER =
            "DELETE FROM session.senders WHERE id = $1 AND sender_organization_id = $2 AND sender_id = $3";

    /** The longest chain of those messages that the session has not answered yet. */
    private static final String CHAIN = """
            SELECT chain FROM session.sends JOIN session.tasks ON tasks.id = sends.task_id
            WHERE sends.session_id = $1 AND sends.organization_id = $2 AND tasks.status IN ('queued', 'running')
            ORDER BY cardinality(chain) DESC LIMIT 1""";

    private static final String SAID = """
            SELECT count(*) FILTER (WHERE tasks.created_at > now() - make_interval(secs => $4)) AS lately,
                count(*) FILTER (WHERE tasks.status IN ('queued', 'running')) AS unanswered
            FROM session.sends JOIN session.tasks ON tasks.id = sends.task_id
            WHERE sends.session_id = $1 AND sends.organization_id = $2 AND chain[cardinality(chain)] = $3""";

    private static final String INSERT_SEND =
            "INSERT INTO session.sends (task_id, organization_id, session_id, chain) VALUES ($1, $2, $3, $4)";

    Uni<Void> insert(SqlConnection transaction, Sender sender) {
        Tuple values = Tuple.tuple()
                .addUUID(sender.id().value())
                .addUUID(sender.organization().value())
                .addUUID(sender.session().value())
                .addUUID(sender.senderOrganization().value())
                .addValue(sender.sender().map(SessionId::value).orElse(null))
                .addValue(MemberJson.of(sender.receiver()))
                .addValue(sender.createdAt().atOffset(ZoneOffset.UTC))
                .addValue(sender.acceptedAt()
                        .map(time -> time.atOffset(ZoneOffset.UTC))
                        .orElse(null));
        return transaction.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    /** Who may speak to the session. */
    Uni<List<Sender>> ofReceiver(SqlConnection transaction, OrganizationId organization, SessionId session) {
        return list(transaction, LIST_OF_RECEIVER, organization, session);
    }

    /** To whom the session may speak. */
    Uni<List<Sender>> ofSender(SqlConnection transaction, OrganizationId organization, SessionId session) {
        return list(transaction, LIST_OF_SENDER, organization, session);
    }

    private static Uni<List<Sender>> list(
            SqlConnection transaction, String sql, OrganizationId organization, SessionId session) {
        return transaction
                .preparedQuery(sql)
                .execute(Tuple.of(session.value(), organization.value()))
                .map(rows -> Rows.list(rows, SenderRepository::sender));
    }

    /** The permission of one session to speak to another. */
    Uni<Optional<Sender>> find(
            SqlConnection transaction, OrganizationId organization, SessionId sender, SessionId receiver) {
        return transaction
                .preparedQuery(FIND)
                .execute(Tuple.of(sender.value(), organization.value(), receiver.value()))
                .map(rows -> Rows.first(rows, SenderRepository::sender));
    }

    /** The permission, accepted, or empty when there is none of this id that waits for it. */
    Uni<Optional<Sender>> accept(SqlConnection transaction, SenderId id, SessionId sender, Instant now) {
        Tuple values = Tuple.of(id.value(), sender.value(), now.atOffset(ZoneOffset.UTC));
        return transaction
                .preparedQuery(ACCEPT)
                .execute(values)
                .map(rows -> Rows.first(rows, SenderRepository::sender));
    }

    /** Either side may; whether there was one. */
    Uni<Boolean> delete(SqlConnection transaction, OrganizationId organization, SessionId session, SenderId id) {
        Tuple values = Tuple.of(id.value(), organization.value(), session.value());
        return transaction
                .preparedQuery(DELETE_OF_RECEIVER)
                .execute(values)
                .chain(received -> received.rowCount() == 1
                        ? Uni.createFrom().item(true)
                        : transaction
                                .preparedQuery(DELETE_OF_SENDER)
                                .execute(values)
                                .map(sent -> sent.rowCount() == 1));
    }

    /** Through which sessions the message came that the session is answering; empty when it answers none. */
    Uni<List<SessionId>> chainOf(SqlConnection transaction, OrganizationId organization, SessionId session) {
        return transaction
                .preparedQuery(CHAIN)
                .execute(Tuple.of(session.value(), organization.value()))
                .map(rows -> Rows.first(
                                rows,
                                row -> Arrays.stream(row.getArrayOfUUIDs("chain"))
                                        .map(SessionId::new)
                                        .toList())
                        .orElse(List.of()));
    }

    /**
     * What one session said to another.
     *
     * @param lately how many messages, in the window asked for
     * @param unanswered how many of all are not answered yet
     */
    record Said(long lately, long unanswered) {}

    Uni<Said> said(SqlConnection transaction, Sender permission, SessionId from, Duration window) {
        Tuple values = Tuple.tuple()
                .addUUID(permission.session().value())
                .addUUID(permission.organization().value())
                .addUUID(from.value())
                .addDouble((double) window.toSeconds());
        return transaction
                .preparedQuery(SAID)
                .execute(values)
                .map(rows -> rows.iterator().next())
                .map(row -> new Said(row.getLong("lately"), row.getLong("unanswered")));
    }

    Uni<Void> insertSend(
            SqlConnection transaction,
            OrganizationId organization,
            TaskId task,
            SessionId receiver,
            List<SessionId> chain) {
        Tuple values = Tuple.tuple()
                .addUUID(task.value())
                .addUUID(organization.value())
                .addUUID(receiver.value())
                .addArrayOfUUID(chain.stream().map(SessionId::value).toArray(UUID[]::new));
        return transaction.preparedQuery(INSERT_SEND).execute(values).replaceWithVoid();
    }

    private static Sender sender(Row row) {
        OrganizationId organization = new OrganizationId(row.getUUID("organization_id"));
        return new Sender(
                new SenderId(row.getUUID("id")),
                new SessionId(row.getUUID("session_id")),
                MemberJson.read(organization, row.get(JsonObject.class, "member")),
                new OrganizationId(row.getUUID("sender_organization_id")),
                Optional.ofNullable(row.getUUID("sender_id")).map(SessionId::new),
                row.getOffsetDateTime("created_at").toInstant(),
                Optional.ofNullable(row.getOffsetDateTime("accepted_at")).map(OffsetDateTime::toInstant));
    }
}
