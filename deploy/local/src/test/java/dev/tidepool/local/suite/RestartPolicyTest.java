package dev.tidepool.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {
    private final RestartPolicy policy = new RestartPolicy(3, Duration.ofSeconds(1), Duration.ofMinutes(1));

    @Test
    void waitsTwiceAsLongAfterEachDeath() {
        ServerState first = new ServerState.Ready(0, Duration.ZERO).toDown("died", policy);
        assertThat(first).isEqualTo(new ServerState.Down(0, "died", Duration.ofSeconds(1)));

        ServerState second = new ServerState.Down(0, "died", Duration.ofSeconds(1))
                .toStarting()
                .toDown("died", policy);
        assertThat(second).isEqualTo(new ServerState.Down(1, "died", Duration.ofSeconds(2)));
    }

    @Test
    void givesUpAfterTheLastAttempt() {
        assertThat(new ServerState.Ready(3, Duration.ZERO).toDown("died", policy))
                .isEqualTo(new ServerState.Failed("died"));
    }

    @Test
    void forgetsDeathsOfAServerThatStood() {
        assertThat(new ServerState.Ready(3, Duration.ZERO).settled().toDown("died", policy))
                .isInstanceOf(ServerState.Down.class);
    }
}
