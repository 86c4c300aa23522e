package dev.tidepool.staking.transaction;

import static dev.tidepool.staking.test.Steps.SOL;
import static dev.tidepool.staking.test.Steps.fields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.event.Channels;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventSubscriber;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.test.LocalChain;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.StakingApi;
import dev.tidepool.staking.test.Steps;
import dev.tidepool.staking.test.Wallet;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the audit trail is told of a transaction, and who did it, over the real Redis. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
class TransactionAuditTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    EventSubscriber subscriber;

    private final LocalChain chain = new LocalChain();
    private final StakingApi api = new StakingApi();
    private final Steps steps = new Steps(api, chain);
    private final Wallet owner = Wallet.create();
    private final Queue<Event> told = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void listen() {
        chain.airdrop(owner.address(), 5 * SOL);
        subscriber.subscribe(Channels.ofService("staking"), told::add);
        // Whether it listens already nobody knows until it hears something.
        Eventually.within(SOON, () -> {
            build();
            assertThat(told).isNotEmpty();
        });
    }

    @Test
    void hasTheBuildTheSubmitAndTheOutcome() {
        JsonPath built = build();
        steps.land(built, owner);
        String id = built.getString("id");

        Eventually.within(
                SOON,
                () -> assertThat(audited(id))
                        .extracting(Event::type)
                        .containsExactly("transaction:built", "transaction:submitted", "transaction:finalized"));
        assertThat(audited(id)).extracting(Event::organization).containsOnly(api.organization());
        assertThat(audited(id))
                .extracting(event -> event.data().getString("by"))
                .satisfies(by -> assertThat(by.getFirst()).isNotBlank().isEqualTo(by.get(1)))
                .last()
                .isEqualTo("service:staking");
        assertThat(audited(id).getFirst().data().getString("wallet"))
                .isEqualTo(owner.address().toString());
    }

    @Test
    void hasARejectionAsAWarning() {
        JsonPath first = steps.build("create-and-delegate", order(3 * SOL));
        JsonPath second = steps.build("create-and-delegate", order(3 * SOL));
        steps.land(first, owner);

        // The first took the money that the second would need.
        api.submit(owner.sign(second.getString("transaction"))).then().statusCode(422);

        Eventually.within(
                SOON,
                () -> assertThat(audited(second.getString("id")))
                        .extracting(Event::type)
                        .containsExactly("transaction:built", "transaction:submitted", "transaction:failed"));
        assertThat(audited(second.getString("id")).getLast().data().getString("severity"))
                .isEqualTo("warning");
    }

    @Test
    void keepsARepeatedBuildToOneEntry() {
        JsonPath first = api.build(order(), "once").jsonPath();
        JsonPath again = api.build(order(), "once").jsonPath();
        JsonPath last = build();

        assertThat(again.getString("id")).isEqualTo(first.getString("id"));
        Eventually.within(SOON, () -> assertThat(audited(last.getString("id"))).hasSize(1));
        assertThat(audited(first.getString("id"))).hasSize(1);
    }

    private List<Event> audited(String id) {
        return told.stream()
                .filter(Event::isAudited)
                .filter(event -> id.equals(event.data().getString("id")))
                .toList();
    }

    private JsonPath build() {
        return steps.build("create-and-delegate", order());
    }

    private Map<String, Object> order() {
        return order(SOL);
    }

    private Map<String, Object> order(long lamports) {
        return fields("owner", owner.address(), "validator", steps.validator(), "lamports", Long.toString(lamports));
    }
}
