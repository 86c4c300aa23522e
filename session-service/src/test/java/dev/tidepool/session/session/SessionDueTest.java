package dev.tidepool.session.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import dev.tidepool.session.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a session is looked at for whether its time has come. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
class SessionDueTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static final String BY_ITS_NEXT_DEADLINE =
            "due_at <= CASE status WHEN 'active' THEN least(idle_at, expires_at) ELSE expires_at END";

    private final Api api = Api.ofNewOrganization();

    @Test
    void whatAnAppendChangesIsInNoIndex() {
        assertThat(Database.count("""
                SELECT count(*) FROM pg_index
                  JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
                WHERE indrelid = 'session.sessions'::regclass AND attname IN
                  ('message_count', 'event_count', 'updated_at', 'touched_at', 'idle_at', 'expires_at')""")).isZero();
        String id = api.createSession();
        String unchanged = "due_at = created_at + interval '15 minutes'";
        assertThat(is(id, unchanged)).isTrue();
        api.say(id, "this moves both deadlines").then().statusCode(201);
        assertThat(is(id, unchanged + " AND idle_at > due_at")).isTrue();
    }

    @Test
    void whoWasTouchedMeanwhileIsLookedAtAgainLater() {
        String id = api.createSession();
        Database.run("UPDATE session.sessions SET due_at = now() WHERE id = '" + id + "'");
        Eventually.within(
                SOON,
                () -> assertThat(is(id, "due_at = idle_at AND status = 'active' AND updated_at = created_at"))
                        .isTrue());
    }

    @Test
    void anIdleSessionIsLookedAtWhenItExpiresAndSoonerOnceItIsActive() {
        String id = idle();
        assertThat(is(id, "due_at = expires_at")).isTrue();
        api.say(id, "back again").then().statusCode(201);
        assertThat(is(id, "status = 'active' AND due_at = idle_at")).isTrue();
        String touched = idle();
        api.request().post("/v1/sessions/{id}/touch", touched).then().statusCode(200);
        assertThat(is(touched, "status = 'active' AND due_at = idle_at")).isTrue();
    }

    @Test
    void aShorterLifeIsLookedAtSooner() {
        String id = idle();
        api.request()
                .body("{\"ttlSeconds\":60}")
                .patch("/v1/sessions/{id}", id)
                .then()
                .statusCode(200);
        assertThat(is(id, BY_ITS_NEXT_DEADLINE + " AND due_at < now() + interval '61 seconds'"))
                .isTrue();
    }

    /** A session that the job has marked as idle. */
    private String idle() {
        String id = api.createSession();
        Database.letFallIdle(id);
        Eventually.within(SOON, () -> assertThat(is(id, "status = 'idle'")).isTrue());
        return id;
    }

    private static boolean is(String session, String condition) {
        return Database.count("SELECT count(*) FROM session.sessions WHERE id = '" + session + "' AND " + condition)
                == 1;
    }
}
