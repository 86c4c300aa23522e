package dev.tidepool.session.skill.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.id.OrganizationId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FairQueueTest {

    private final OrganizationId one = new OrganizationId(UUID.randomUUID());
    private final OrganizationId other = new OrganizationId(UUID.randomUUID());
    private final FairQueue<String> queue = new FairQueue<>(2, 4, 3);

    @Test
    void anOrganizationWithMuchWorkDoesNotKeepAnother() {
        queue.add(one, "a");
        queue.add(one, "b");
        queue.add(one, "c");
        assertBegins(one, "a");
        assertThat(queue.next()).as("the other thread is not for it").isEmpty();
        queue.add(other, "x");
        assertBegins(other, "x");
        queue.add(other, "y");
        queue.ended(one);
        assertBegins(one, "b");
        queue.ended(other);
        queue.ended(one);
        assertBegins(other, "y");
        assertBegins(one, "c");
        assertThat(queue.next()).isEmpty();
    }

    @Test
    void takesAsMuchAsThereIsRoomFor() {
        assertThat(queue.add(one, "a")).isTrue();
        assertThat(queue.add(one, "b")).isTrue();
        assertThat(queue.add(one, "c")).isTrue();
        assertThat(queue.add(one, "d")).as("three of one").isFalse();
        assertThat(queue.add(other, "x")).isTrue();
        assertThat(queue.add(other, "y")).as("four of all").isFalse();
        queue.remove(one, "b");
        queue.remove(one, "none");
        assertThat(queue.add(other, "y")).isTrue();
        assertBegins(one, "a");
        assertBegins(other, "x");
        queue.ended(one);
        assertBegins(one, "c");
    }

    @Test
    void whatIsGivenUpLeavesNothing() {
        queue.add(one, "a");
        queue.remove(one, "a");
        assertThat(queue.next()).isEmpty();
        queue.add(one, "b");
        assertBegins(one, "b");
    }

    private void assertBegins(OrganizationId organization, String work) {
        assertThat(queue.next()).contains(new FairQueue.Turn<>(organization, work));
    }
}
