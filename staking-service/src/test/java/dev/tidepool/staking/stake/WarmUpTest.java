package dev.tidepool.staking.stake;

import static dev.tidepool.staking.test.Steps.SOL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.Slow;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.chain.Clusters;
import dev.tidepool.staking.solana.Instruction;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.MessageCompiler;
import dev.tidepool.staking.solana.MessageVersion;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakeProgram;
import dev.tidepool.staking.solana.Transaction;
import dev.tidepool.staking.test.Holdings;
import dev.tidepool.staking.test.LocalChain;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.StakingApi;
import dev.tidepool.staking.test.Steps;
import dev.tidepool.staking.test.Wallet;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * More stake than the cluster lets in or out in an epoch. What the service takes to be effective is what the runtime does: the
 * program gives out what is not effective to the last lamport, and not one more.
 */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
@Slow
class WarmUpTest {

    /** Of 90 million effective ones, 8.1 million come in in the first epoch. */
    private static final long LARGE = 13_345_678 * SOL + 901_234_567;

    private static final long SMALL = 6_654_321 * SOL + 7;

    /** More than these two take. */
    private static final int EPOCHS = 8;

    @Inject
    Clusters clusters;

    private final LocalChain chain = new LocalChain();
    private final StakingApi api = new StakingApi();
    private final Steps steps = new Steps(api, chain);
    private final Wallet owner = Wallet.create();
    private final Holdings its = new Holdings(steps, chain, owner);

    @AfterEach
    void letItEnd() {
        chain.warpEpochs(EPOCHS);
        chain.awaitYoungBlockhash(clusters.byDefault().chain());
    }

    @Test
    void warmsUpAndCoolsDownInPartsAsTheRuntimeReckons() {
        chain.airdrop(owner.address(), SOL);
        chain.setBalance(owner.address(), Lamports.of(LARGE + SMALL + 10 * SOL));
        List<PublicKey> stakes = List.of(steps.stake(owner, LARGE), steps.stake(owner, SMALL));

        List<String> warming = epochs("activating", stakes);
        assertThat(warming).hasSizeGreaterThanOrEqualTo(2);

        stakes.forEach(stake -> steps.run("deactivate", its.on(stake), owner));
        List<String> cooling = epochs("deactivating", stakes);
        assertThat(cooling).hasSizeGreaterThanOrEqualTo(2);
        stakes.forEach(stake -> assertThat(withdrawable(stake)).isEqualTo(chain.balance(stake)));
    }

    /** The epochs in which the first of them is in this state still, each checked; and the one after. */
    private List<String> epochs(String state, List<PublicKey> stakes) {
        List<String> partly = new ArrayList<>();
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            steps.nextEpoch(owner);
            stakes.forEach(this::isAsTheRuntimeHasIt);
            JsonPath position = position(stakes.getFirst());
            if (!position.getString("state").equals(state)) {
                return partly;
            }
            partly.add(position.getString("effective"));
        }
        throw new AssertionError("still " + state + ": " + partly);
    }

    private void isAsTheRuntimeHasIt(PublicKey stake) {
        JsonPath position = position(stake);
        long effective = position.getLong("effective");
        long free = chain.balance(stake) - effective - position.getLong("rent");
        boolean cooling = position.getString("delegation.deactivationEpoch") != null;
        if (effective == 0) {
            free = chain.balance(stake);
        }

        assertThat(effective).isLessThan(chain.balance(stake));
        assertThat(isGivenOut(stake, free, cooling)).as("%d of %s", free, stake).isTrue();
        assertThat(isGivenOut(stake, free + 1, cooling)).as("one more").isFalse();
        if (cooling) {
            assertThat(withdrawable(stake)).isEqualTo(free);
            steps.build("withdraw", its.with(stake, free));
            steps.refuse("withdraw", its.with(stake, free + 1), "INSUFFICIENT_STAKE", "lamports");
        }
    }

    /** Whether the runtime would let it go. What warms up must be deactivated in the same breath, or all of it counts as staked. */
    private boolean isGivenOut(PublicKey stake, long lamports, boolean cooling) {
        if (lamports == 0) {
            return true;
        }
        List<Instruction> instructions = new ArrayList<>();
        if (!cooling) {
            instructions.add(StakeProgram.deactivate(stake, owner.address()));
        }
        instructions.add(StakeProgram.withdraw(
                stake, owner.address(), owner.address(), Lamports.of(lamports), Optional.empty()));
        String transaction = Transaction.unsigned(
                        MessageCompiler.compile(MessageVersion.LEGACY, owner.address(), StakeProgram.ID, instructions))
                .encode()
                .toBase64();
        return api.post("/v1/staking/transactions/simulate", Map.of("transaction", transaction))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getBoolean("success");
    }

    private long withdrawable(PublicKey stake) {
        return position(stake).getLong("withdrawable");
    }

    private JsonPath position(PublicKey stake) {
        JsonPath all = api.get("/v1/staking/positions/" + owner.address())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        return all.setRootPath("positions.find { it.stakeAccount == '%s' }".formatted(stake));
    }
}
