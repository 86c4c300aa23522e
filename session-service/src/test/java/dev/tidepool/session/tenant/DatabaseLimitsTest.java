package dev.tidepool.session.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
class DatabaseLimitsTest {

    @Inject
    Pool pool;

    @Test
    void noStatementAndNoWaitForALockTakesForEver() {
        assertThat(shown("statement_timeout")).isEqualTo("30s");
        assertThat(shown("lock_timeout")).isEqualTo("10s");
    }

    private String shown(String setting) {
        return pool.query("SHOW " + setting)
                .execute()
                .map(rows -> rows.iterator().next().getString(0))
                .await()
                .indefinitely();
    }
}
