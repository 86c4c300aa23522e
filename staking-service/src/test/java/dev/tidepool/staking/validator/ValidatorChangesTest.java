package dev.tidepool.staking.validator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.event.Channels;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventSubscriber;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.test.LocalChain;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.StakingApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What whoever keeps the list of validators hears, over the real Redis. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
class ValidatorChangesTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String PATH = "/v1/staking/validators";

    @Inject
    EventSubscriber subscriber;

    private final LocalChain chain = new LocalChain();
    private final StakingApi api = new StakingApi();
    private final PublicKey vote = chain.votes().getFirst();
    private final Queue<Event> told = new ConcurrentLinkedQueue<>();

    @AfterEach
    void everybodyVotes() {
        chain.setDelinquent(vote, false);
    }

    @Test
    void tellsThatAValidatorHasStoppedVoting() {
        subscriber.subscribe(Channels.ofService("staking"), event -> {
            if (event.type().equals("validator:updated")) {
                told.add(event);
            }
        });
        // Whether it listens already nobody knows: what it missed happens again.
        Eventually.within(SOON, () -> {
            change(true);
            change(false);
            assertThat(told).isNotEmpty();
        });
        assertThat(told.peek().organization()).isEqualTo(OrganizationId.NOBODY);
        assertThat(told.peek().rooms()).isEmpty();
        assertThat(told.peek().data().getInteger("validators")).isEqualTo(3);
    }

    /** The list is kept for a second; then it is read again. */
    private void change(boolean delinquent) {
        chain.setDelinquent(vote, delinquent);
        Eventually.within(SOON, () -> assertThat(delinquent().contains(true)).isEqualTo(delinquent));
    }

    private List<Boolean> delinquent() {
        return api.get(PATH)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("validators.delinquent", Boolean.class);
    }
}
