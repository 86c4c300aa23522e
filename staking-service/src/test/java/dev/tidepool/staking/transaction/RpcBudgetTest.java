package dev.tidepool.staking.transaction;

import static dev.tidepool.staking.test.Steps.SOL;
import static dev.tidepool.staking.test.Steps.fields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.Slow;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.test.LocalChain;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.StakingApi;
import dev.tidepool.staking.test.Wallet;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What builds of stakes cost in calls of the chain: nothing that grows with their number. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
@Slow
class RpcBudgetTest {

    private static final int BUILDS = 1000;

    /** In these tests: blockhash, validators, time, two endpoints' slots, and the tracker's height for what others sent. */
    private static final int CALLS_PER_SECOND = 7;

    /** Rents, minimum and version, once. */
    private static final int CONSTANTS = 6;

    /** Calls that read wallets, as in these tests they are kept for a second: by age, and at its end for some again. */
    private static final int READINGS_PER_SECOND = 8;

    private final LocalChain chain = new LocalChain();
    private final StakingApi api = new StakingApi();
    private final List<Wallet> wallets =
            Stream.generate(Wallet::create).limit(20).toList();

    @BeforeEach
    void fund() {
        wallets.forEach(wallet -> chain.airdrop(wallet.address(), 5 * SOL));
    }

    @Test
    void aThousandBuildsCostNoMoreThanTheTimeThatTheyTake() {
        String validator = chain.votes().getFirst().toString();
        IntStream.range(0, wallets.size()).forEach(one -> build(validator, one));
        Map<String, Integer> before = chain.calls();
        long begun = System.nanoTime();

        IntStream.range(0, BUILDS / 2).forEach(one -> build(validator, one));
        IntStream.range(BUILDS / 2, BUILDS).forEach(one -> buildForAgent(validator, one));

        Map<String, Integer> asked = since(before);
        long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds() + 2;
        int readings = asked.getOrDefault("getMultipleAccounts", 0);
        int others = asked.values().stream().mapToInt(Integer::intValue).sum() - readings;
        assertThat((long) readings)
                .as("readings of %s", asked)
                .isLessThanOrEqualTo(seconds * READINGS_PER_SECOND + wallets.size());
        assertThat((long) others)
                .as("other calls of %s", asked)
                .isLessThanOrEqualTo(seconds * CALLS_PER_SECOND + CONSTANTS);
        assertThat(asked.getOrDefault("getVoteAccounts", 0))
                .as("lists of validators")
                .isLessThanOrEqualTo((int) seconds);
    }

    private Map<String, Integer> since(Map<String, Integer> before) {
        Map<String, Integer> asked = new HashMap<>(chain.calls());
        asked.replaceAll((method, count) -> count - before.getOrDefault(method, 0));
        return asked;
    }

    private void build(String validator, int number) {
        api.build(fields(
                        "owner",
                        wallet(number).address(),
                        "validator",
                        validator,
                        "lamports",
                        Long.toString(SOL + number)))
                .then()
                .statusCode(201);
    }

    private void buildForAgent(String validator, int number) {
        api.post(
                        "/stake/build",
                        fields(
                                "agentWallet",
                                wallet(number).address(),
                                "validatorVoteAccount",
                                validator,
                                "amount",
                                SOL + number))
                .then()
                .statusCode(200);
    }

    private Wallet wallet(int number) {
        return wallets.get(number % wallets.size());
    }
}
