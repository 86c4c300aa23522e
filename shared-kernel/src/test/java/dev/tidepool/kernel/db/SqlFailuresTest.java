package dev.tidepool.kernel.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;
import java.net.SocketException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlFailuresTest {

    @ParameterizedTest
    @ValueSource(strings = {"57P01", "57P02", "57P03", "53300", "08006"})
    void takesAServerThatIsAwayForUnavailable(String state) {
        assertThat(SqlFailures.isUnavailable(new CompletionException(refused(state))))
                .isTrue();
    }

    @Test
    void takesALostOrRefusedConnectionForUnavailable() {
        assertThat(SqlFailures.isUnavailable(new ConnectException("refused"))).isTrue();
        assertThat(SqlFailures.isUnavailable(new SocketException("Connection reset")))
                .isTrue();
        assertThat(SqlFailures.isUnavailable(new IllegalStateException(ClosedConnectionException.INSTANCE)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"57014", "55P03"})
    void takesAStatementThatWasGivenUpForOverdue(String state) {
        assertThat(SqlFailures.isOverdue(new CompletionException(refused(state))))
                .isTrue();
        assertThat(SqlFailures.isUnavailable(refused(state))).isFalse();
    }

    @Test
    void takesAMistakeForWhatItIs() {
        assertThat(SqlFailures.isUnavailable(refused("42601"))).isFalse();
        assertThat(SqlFailures.isOverdue(refused("42601"))).isFalse();
        assertThat(SqlFailures.isUnavailable(new IllegalStateException("a bug")))
                .isFalse();
    }

    private static PgException refused(String state) {
        return new PgException("message", "FATAL", state, "");
    }
}
