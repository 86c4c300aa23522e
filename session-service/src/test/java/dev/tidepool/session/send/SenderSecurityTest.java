package dev.tidepool.session.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import dev.tidepool.session.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Raw SQL as the service's own role: what a query could do to permissions that forgot its condition. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
class SenderSecurityTest {

    private final Api receiver = Api.ofNewOrganization();
    private final Api sender = Api.ofNewOrganization();
    private String heard;
    private String speaking;
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        heard = receiver.createSession();
        speaking = sender.createSession();
        connection = Database.asService();
        connection.setAutoCommit(false);
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.rollback();
        connection.close();
    }

    @Test
    void nobodyGivesHimselfAPermissionOfAnother() throws SQLException {
        become(sender);
        assertThatThrownBy(() -> insert(receiver, heard, sender, speaking)).hasMessageContaining("row-level security");
    }

    @Test
    void nobodyGivesAPermissionForASessionOfAnother() throws SQLException {
        become(sender);
        assertThatThrownBy(() -> insert(sender, heard, sender, speaking)).hasMessageContaining("row-level security");
    }

    @Test
    void nobodyNamesTheSessionOfAnotherThatIsToSpeak() throws SQLException {
        become(receiver);
        assertThatThrownBy(() -> insert(receiver, heard, sender, speaking)).hasMessageContaining("row-level security");
    }

    @Test
    void anOfferIsSeenByBothSidesAndChangedByNeither() throws SQLException {
        receiver.request()
                .body(Map.of("organizationId", sender.organization().toString()))
                .post("/v1/sessions/{id}/senders", heard)
                .then()
                .statusCode(201);
        for (Api side : new Api[] {receiver, sender}) {
            become(side);
            assertThat(update("UPDATE session.senders SET member = '{}', sender_id = '%s', accepted_at = now()"
                            .formatted(speaking)))
                    .isZero();
            assertThat(count()).isOne();
        }
        become(Api.ofNewOrganization());
        assertThat(count()).isZero();
        assertThat(update("DELETE FROM session.senders")).isZero();
    }

    private void insert(Api organization, String session, Api other, String sends) throws SQLException {
        update("""
                INSERT INTO session.senders VALUES
                    (gen_random_uuid(), '%s', '%s', '%s', '%s', '{}', now(), now())""".formatted(organization.organization(), session, other.organization(), sends));
    }

    private int update(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.execute(sql) ? 0 : statement.getUpdateCount();
        }
    }

    private long count() throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM session.senders")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void become(Api api) throws SQLException {
        try (var become = connection.prepareStatement("SELECT set_config('tidepool.organization', ?, true)")) {
            become.setString(1, api.organization().toString());
            become.execute();
        }
    }
}
