package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.Gateway.as;
import static dev.tidepool.gateway.support.Gateway.authorized;
import static dev.tidepool.gateway.support.Gateway.bodyOf;
import static dev.tidepool.gateway.support.Gateway.header;
import static dev.tidepool.gateway.support.Gateway.send;
import static dev.tidepool.gateway.support.Gateway.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.standing.AccountId;
import dev.tidepool.gateway.standing.StandingChange;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.LogLines;
import dev.tidepool.gateway.support.Person;
import dev.tidepool.gateway.support.TableLock;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.Slow;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a client is told while the database answers nothing: here it waits for a lock that somebody else holds. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
@Slow
class TimeLimitTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String EXPORT = "/v1/audit/export?format=json";

    @Inject
    Pool pool;

    @Inject
    Event<StandingChange> changes;

    @Test
    void aKeyThatCannotBeLookedUpIsNotWaitedFor() throws SQLException {
        String unknown = "tidepool_" + "7".repeat(63) + "a";
        try (TableLock locked = TableLock.on("gateway.api_key")) {
            HttpResponse<String> answer = send(as(unknown, "/v1/usage"));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(header(answer, "retry-after")).isEqualTo("1");
            locked.release();
        }
        Eventually.within(
                SOON, () -> assertThat(statusOf(as(unknown, "/v1/usage"))).isEqualTo(401));
    }

    @Test
    void aSessionThatCannotBeLookedUpIsNotWaitedFor() throws SQLException {
        Person person = Person.registered();
        String token = person.access();
        try (TableLock locked = TableLock.on("gateway.login_session")) {
            changes.fire(new StandingChange.AccountChanged(AccountId.fromString(person.account())));
            assertThat(statusOf(as(token, "/v1/usage"))).isEqualTo(503);
            locked.release();
        }
        Eventually.within(
                SOON, () -> assertThat(statusOf(as(token, "/v1/usage"))).isEqualTo(200));
    }

    @Test
    void anAnswerOfItsOwnThatIsNotReadyInTimeIsNotWaitedFor() throws SQLException {
        assertThat(statusOf(authorized("/v1/audit?limit=1"))).isEqualTo(200);
        try (LogLines log = LogLines.ofEverything();
                TableLock locked = TableLock.on("gateway.audit_entry")) {
            HttpResponse<String> answer = send(authorized("/v1/audit?limit=1"));
            assertThat(answer.statusCode()).isEqualTo(504);
            assertThat(bodyOf(answer).getString("code")).isEqualTo("TIMEOUT");
            log.await("event=local_timed_out route=/v1/audit");
            locked.release();
            Eventually.within(
                    SOON,
                    () -> assertThat(statusOf(authorized("/v1/audit?limit=1"))).isEqualTo(200));
            assertThat(log.lines()).noneMatch(line -> line.contains("IllegalStateException"));
        }
    }

    @Test
    void anExportThatDoesNotBeginInTimeIsNotWaitedFor() throws SQLException {
        try (LogLines log = LogLines.ofEverything();
                TableLock locked = TableLock.on("gateway.audit_entry")) {
            HttpResponse<String> answer = send(authorized(EXPORT));
            assertThat(answer.statusCode()).isEqualTo(504);
            assertThat(bodyOf(answer).getString("code")).isEqualTo("TIMEOUT");
            locked.release();
            Eventually.within(
                    SOON, () -> assertThat(statusOf(authorized(EXPORT))).isEqualTo(200));
            assertThat(log.lines())
                    .noneMatch(line -> line.contains("IllegalStateException") || line.contains("request_failed"));
        }
    }

    @Test
    void noStatementRunsForEver() {
        assertThat(pool.query("SHOW statement_timeout")
                        .execute()
                        .await()
                        .indefinitely()
                        .iterator()
                        .next()
                        .getString(0))
                .isEqualTo("30s");
    }
}
