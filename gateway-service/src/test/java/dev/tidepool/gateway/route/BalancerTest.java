package dev.tidepool.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BalancerTest {

    private static final EndpointState.Rules RULES =
            new EndpointState.Rules(1, Duration.ofSeconds(2), Duration.ofSeconds(60));

    private final Counter ejections = new SimpleMeterRegistry().counter("ejections");
    private final Endpoint first = endpoint(8081);
    private final Endpoint second = endpoint(8082);
    private final Endpoint third = endpoint(8083);
    private final Balancer balancer = new Balancer(List.of(first, second, third));

    @Test
    void takesTurnsWhileAllHaveEquallyMany() {
        assertThat(List.of(endOf(take(0)), endOf(take(0)), endOf(take(0))))
                .containsExactlyInAnyOrder(first, second, third);
    }

    @Test
    void takesTheOneWithTheFewestUnderWay() {
        Balancer.Slot slow = take(0);
        Balancer.Slot other = take(0);
        take(0);
        take(0);
        take(0);
        take(0);
        slow.release();
        slow.release();
        other.release();
        assertThat(take(0)).isSameAs(slow);
    }

    @Test
    void leavesEjectedOnesAlone() {
        second.failed(0);
        for (int i = 0; i < 20; i++) {
            assertThat(take(0).endpoint()).isNotSameAs(second);
        }
        assertThat(ejections.count()).isEqualTo(1);
        assertThat(take(Duration.ofSeconds(2).toNanos()).endpoint()).as("back").isSameAs(second);
    }

    @Test
    void goesOnWithAllWhenAllAreEjected() {
        first.failed(0);
        second.failed(0);
        third.failed(0);
        assertThat(List.of(endOf(take(0)), endOf(take(0)), endOf(take(0))))
                .containsExactlyInAnyOrder(first, second, third);
    }

    @Test
    void sendsAFailedRequestToAnotherAddress() {
        Balancer.Slot failed = take(0);
        failed.release();
        for (int i = 0; i < 5; i++) {
            assertThat(balancer.take(0, failed)).isNotSameAs(failed);
        }
    }

    @Test
    void hasNoChoiceWithOneAddress() {
        Balancer only = new Balancer(List.of(first));
        first.failed(0);
        Balancer.Slot slot = only.take(0, null);
        assertThat(only.take(0, slot).endpoint()).isSameAs(first);
    }

    private Balancer.Slot take(long now) {
        return balancer.take(now, null);
    }

    private static Endpoint endOf(Balancer.Slot slot) {
        slot.release();
        return slot.endpoint();
    }

    private Endpoint endpoint(int port) {
        return new Endpoint(Upstream.SOCIAL, URI.create("http://127.0.0.1:" + port), RULES, ejections);
    }
}
