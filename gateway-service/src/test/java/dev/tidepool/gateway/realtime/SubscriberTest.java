package dev.tidepool.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.id.OrganizationId;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SubscriberTest {

    private final Wire wire = new Wire();
    private final Subscriber subscriber = new Subscriber(new OrganizationId(UUID.randomUUID()), wire, 3);

    /** A network that takes a message when it is told to. */
    private static final class Wire implements Transport {
        final List<String> sent = new ArrayList<>();
        final List<UniEmitter<? super Void>> pending = new ArrayList<>();
        int closedWith;

        @Override
        public Uni<Void> send(String text) {
            sent.add(text);
            return Uni.createFrom().emitter(pending::add);
        }

        @Override
        public void close(int code, String reason) {
            closedWith = code;
        }
    }

    @Test
    void sendsOneMessageAtATimeInOrder() {
        subscriber.offer("one");
        subscriber.offer("two");
        assertThat(wire.sent).containsExactly("one");
        wire.pending.getFirst().complete(null);
        assertThat(wire.sent).containsExactly("one", "two");
    }

    @Test
    void tellsASlowReaderAndClosesIt() {
        for (int i = 0; i < 4; i++) {
            assertThat(subscriber.offer("message " + i)).isTrue();
        }
        assertThat(subscriber.offer("one too many")).isFalse();
        assertThat(wire.sent.getLast()).contains("lagged");
        assertThat(wire.closedWith).isEqualTo(1013);
        assertThat(subscriber.offer("after the end")).isTrue();
        assertThat(wire.sent).hasSize(2);
    }
}
