package dev.tidepool.gateway.wire;

import static dev.tidepool.gateway.wire.ConnectionCount.Verdict.ADMITTED;
import static dev.tidepool.gateway.wire.ConnectionCount.Verdict.CLIENT_FULL;
import static dev.tidepool.gateway.wire.ConnectionCount.Verdict.FULL;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionCountTest {

    private final ConnectionCount count = new ConnectionCount(3, 2);

    @Test
    void admitsAClientUpToItsLimit() {
        assertThat(count.enter("a")).isEqualTo(ADMITTED);
        assertThat(count.enter("a")).isEqualTo(ADMITTED);
        assertThat(count.enter("a")).isEqualTo(CLIENT_FULL);
        assertThat(count.enter("b")).isEqualTo(ADMITTED);
        count.leave("a");
        assertThat(count.enter("a")).isEqualTo(ADMITTED);
    }

    @Test
    void admitsAllUpToTheLimit() {
        assertThat(count.enter("a")).isEqualTo(ADMITTED);
        assertThat(count.enter("b")).isEqualTo(ADMITTED);
        assertThat(count.enter()).as("a proxy's").isEqualTo(ADMITTED);
        assertThat(count.enter()).isEqualTo(FULL);
        assertThat(count.enter("c")).isEqualTo(FULL);
        count.leave();
        assertThat(count.enter("c")).isEqualTo(ADMITTED);
        assertThat(count.open()).isEqualTo(3);
    }
}
