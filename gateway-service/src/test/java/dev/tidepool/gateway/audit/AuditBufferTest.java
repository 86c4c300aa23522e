package dev.tidepool.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditBufferTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final AuditBuffer buffer = new AuditBuffer(4);

    @Test
    void countsRepeatsAsOne() {
        for (int i = 0; i < 100; i++) {
            assertThat(buffer.offer(refusal("one", "request-" + i))).isTrue();
        }
        List<AuditBuffer.Noted> taken = buffer.take(10);
        assertThat(taken).hasSize(1);
        assertThat(taken.getFirst().counted().details()).containsEntry("times", "100");
        assertThat(taken.getFirst().counted().requestId()).as("the first one's").isEqualTo("request-0");
    }

    @Test
    void isNotFilledFromManyAddressesOfOneNetwork() {
        for (int i = 0; i < 100; i++) {
            assertThat(buffer.offer(refusalFrom("2001:db8:1:2::" + Integer.toHexString(i))))
                    .isTrue();
        }
        assertThat(buffer.size()).isOne();
        assertThat(buffer.take(1).getFirst().counted().clientAddress()).isEqualTo("2001:db8:1:2::0");
    }

    @Test
    void refusesWhatFindsNoRoom() {
        assertThat(buffer.offer(event("a.one", "1"))).isTrue();
        assertThat(buffer.offer(event("b.one", "1"))).isTrue();
        assertThat(buffer.offer(event("c.one", "1"))).isTrue();
        assertThat(buffer.offer(event("d.one", "1"))).isTrue();
        assertThat(buffer.offer(event("e.one", "1"))).isFalse();
        assertThat(buffer.offer(event("a.one", "2"))).as("a repeat needs none").isTrue();
    }

    @Test
    void isNotFilledByEventsOfOneType() {
        assertThat(buffer.offer(refusal("one", "1"))).isTrue();
        assertThat(buffer.offer(refusal("two", "1"))).isTrue();
        assertThat(buffer.offer(refusal("three", "1"))).isFalse();
        assertThat(buffer.offer(event("login.failed", "1"))).isTrue();
        buffer.take(1);
        assertThat(buffer.offer(refusal("three", "1")))
                .as("there is room again")
                .isTrue();
    }

    @Test
    void givesTheOldestFirst() {
        buffer.offer(refusal("one", "1"));
        buffer.offer(refusal("two", "1"));
        assertThat(buffer.take(1))
                .extracting(noted -> noted.event().details().get("name"))
                .containsExactly("one");
        assertThat(buffer.size()).isOne();
    }

    private static AuditBuffer.Noted refusalFrom(String address) {
        SecurityEvent event = SecurityEvent.anonymous(
                "credential.refused", Severity.WARNING, Optional.empty(), new Origin(address, "1"), Map.of());
        return new AuditBuffer.Noted(event, NOON, 1);
    }

    private static AuditBuffer.Noted event(String type, String request) {
        SecurityEvent event = SecurityEvent.anonymous(
                type, Severity.WARNING, Optional.empty(), new Origin("127.0.0.1", request), Map.of());
        return new AuditBuffer.Noted(event, NOON, 1);
    }

    private static AuditBuffer.Noted refusal(String name, String request) {
        SecurityEvent event = SecurityEvent.anonymous(
                "credential.refused",
                Severity.WARNING,
                Optional.empty(),
                new Origin("127.0.0.1", request),
                Map.of("name", name));
        return new AuditBuffer.Noted(event, NOON, 1);
    }
}
