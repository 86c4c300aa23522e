package dev.tidepool.staking.transaction;

import static dev.tidepool.staking.test.Steps.SOL;
import static dev.tidepool.staking.test.Steps.fields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.order.OrderKind;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.test.Holdings;
import dev.tidepool.staking.test.LocalChain;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.Movements;
import dev.tidepool.staking.test.StakingApi;
import dev.tidepool.staking.test.Steps;
import dev.tidepool.staking.test.Wallet;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each kind, executed on a real runtime with keys that only this test holds: what it moves between all accounts that it names, to
 * the lamport, and what it changes in them. A new kind does not compile without its proof.
 */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
class EveryKindTest {

    private static final long STAKE = 3 * SOL + 1;
    private static final long PART = SOL + 7;

    private final LocalChain chain = new LocalChain();
    private final StakingApi api = new StakingApi();
    private final Steps steps = new Steps(api, chain);
    private final Movements movements = new Movements(steps, chain);
    private final Wallet owner = Wallet.create();
    private final Holdings its = new Holdings(steps, chain, owner);
    private final Wallet other = Wallet.create();

    @BeforeEach
    void fund() {
        chain.airdrop(owner.address(), 20 * SOL);
    }

    @ParameterizedTest
    @EnumSource(OrderKind.class)
    void doesWhatItSaysAndMovesNothingElse(OrderKind kind) {
        switch (kind) {
            case CREATE_AND_DELEGATE -> createAndDelegate(kind);
            case DELEGATE -> delegate(kind);
            case DEACTIVATE -> deactivate(kind);
            case WITHDRAW -> withdraw(kind);
            case SPLIT -> split(kind);
            case MERGE -> merge(kind);
            case AUTHORIZE -> authorize(kind);
            case SET_LOCKUP -> setLockup(kind);
            case MOVE_STAKE -> moveStake(kind);
            case MOVE_LAMPORTS -> moveLamports(kind);
            case CREATE_NONCE -> createNonce(kind);
            case ADVANCE_NONCE -> advanceNonce(kind);
            case CLOSE_NONCE -> closeNonce(kind);
            case STAKE -> createAndDelegate(kind);
            case UNSTAKE -> unstake(kind);
            case CLAIM -> claim(kind);
            case LIQUID_STAKE, LIQUID_UNSTAKE -> isNotServedWithoutItsProgram(kind);
            case BATCH -> batch(kind);
        }
    }

    private void createAndDelegate(OrderKind kind) {
        Map<String, Object> order = fields("owner", owner.address(), "validator", steps.validator());
        JsonPath built = steps.build(kind.label(), StakingApi.with(order, "lamports", Long.toString(STAKE)));
        PublicKey stake = Holdings.stakeOf(built);
        long held = STAKE + Steps.rent(built);

        movements.land(built, Map.of(owner.address(), -held, stake, held), owner);

        assertThat(its.delegatedTo(stake)).isEqualTo(steps.validator());
        assertThat(steps.delegated(stake)).isEqualTo(STAKE);
    }

    private void delegate(OrderKind kind) {
        PublicKey stake = its.inactive(STAKE);
        PublicKey validator = chain.votes().get(1);

        movements.land(
                steps.build(kind.label(), StakingApi.with(its.on(stake), "validator", validator.toString())),
                Map.of(),
                owner);

        assertThat(its.delegatedTo(stake)).isEqualTo(validator);
        assertThat(steps.delegated(stake)).isEqualTo(STAKE);
    }

    private void deactivate(OrderKind kind) {
        PublicKey stake = steps.stake(owner, STAKE);

        movements.land(steps.build(kind.label(), its.on(stake)), Map.of(), owner);

        assertThat(its.isDeactivated(stake)).isTrue();
    }

    private void withdraw(OrderKind kind) {
        PublicKey stake = its.inactive(STAKE);
        Map<String, Object> part = StakingApi.with(
                its.with(stake, PART), "recipient", other.address().toString());

        movements.land(steps.build(kind.label(), part), Map.of(stake, -PART, other.address(), PART), owner);

        long rest = chain.balance(stake);
        movements.land(
                steps.build(kind.label(), StakingApi.with(its.on(stake), "lamports", "all")),
                Map.of(stake, -rest, owner.address(), rest),
                owner);
    }

    private void split(OrderKind kind) {
        PublicKey stake = steps.stake(owner, STAKE);
        JsonPath built = steps.build(kind.label(), its.with(stake, PART));
        PublicKey part = Holdings.stakeOf(built);
        long rent = Steps.rent(built);

        movements.land(built, Map.of(stake, -PART, part, PART + rent, owner.address(), -rent), owner);

        assertThat(steps.delegated(stake)).isEqualTo(STAKE - PART);
        assertThat(steps.delegated(part)).isEqualTo(PART);
        assertThat(its.delegatedTo(part)).isEqualTo(its.delegatedTo(stake));
    }

    private void merge(OrderKind kind) {
        PublicKey stake = steps.stake(owner, STAKE);
        PublicKey source = steps.stake(owner, PART);
        long held = chain.balance(source);

        movements.land(
                steps.build(kind.label(), StakingApi.with(its.on(stake), "source", source.toString())),
                Map.of(stake, held, source, -held),
                owner);

        // Both were activating: the source's rent is delegated too.
        assertThat(steps.delegated(stake)).isEqualTo(STAKE + held);
    }

    private void authorize(OrderKind kind) {
        PublicKey stake = steps.stake(owner, STAKE);
        Map<String, Object> staker =
                StakingApi.with(its.on(stake), "newAuthority", other.address().toString());

        movements.land(steps.build(kind.label(), StakingApi.with(staker, "power", "staker")), Map.of(), owner);
        assertThat(its.meta(stake).staker()).isEqualTo(other.address());
        assertThat(its.meta(stake).withdrawer()).isEqualTo(owner.address());

        movements.land(steps.build(kind.label(), StakingApi.with(staker, "power", "withdrawer")), Map.of(), owner);
        assertThat(its.meta(stake).withdrawer()).isEqualTo(other.address());
    }

    private void setLockup(OrderKind kind) {
        PublicKey stake = steps.stake(owner, STAKE);
        Map<String, Object> lockup = new HashMap<>(its.on(stake));
        lockup.put("lockupUnixTimestamp", 4_000_000_000L);
        lockup.put("lockupEpoch", Long.MAX_VALUE);
        lockup.put("newCustodian", other.address().toString());

        movements.land(steps.build(kind.label(), lockup), Map.of(), owner);

        assertThat(its.meta(stake).lockup().unixTimestamp()).isEqualTo(4_000_000_000L);
        assertThat(its.meta(stake).lockup().epoch()).isEqualTo(Long.MAX_VALUE);
        assertThat(its.meta(stake).lockup().custodian()).isEqualTo(other.address());
    }

    private void moveStake(OrderKind kind) {
        PublicKey gives = steps.stake(owner, STAKE);
        PublicKey takes = steps.stake(owner, PART);
        steps.nextEpoch(owner);

        movements.land(
                steps.build(kind.label(), Holdings.to(takes, its.with(gives, PART))),
                Map.of(gives, -PART, takes, PART),
                owner);

        assertThat(steps.delegated(gives)).isEqualTo(STAKE - PART);
        assertThat(steps.delegated(takes)).isEqualTo(2 * PART);
    }

    private void moveLamports(OrderKind kind) {
        PublicKey gives = steps.stake(owner, STAKE);
        PublicKey takes = steps.stake(owner, PART);
        steps.nextEpoch(owner);
        chain.airdrop(gives, PART);

        movements.land(
                steps.build(kind.label(), Holdings.to(takes, its.with(gives, PART))),
                Map.of(gives, -PART, takes, PART),
                owner);

        assertThat(steps.delegated(gives)).isEqualTo(STAKE);
        assertThat(steps.delegated(takes)).isEqualTo(PART);
    }

    private void createNonce(OrderKind kind) {
        JsonPath built = steps.build(kind.label(), fields("owner", owner.address(), "authority", other.address()));
        PublicKey account = Holdings.nonceOf(built);
        long rent = Steps.rent(built);

        movements.land(built, Map.of(owner.address(), -rent, account, rent), owner);

        assertThat(its.nonce(account).authority()).isEqualTo(other.address());
    }

    private void advanceNonce(OrderKind kind) {
        PublicKey account = its.nonce();
        PublicKey before = its.nonce(account).nonce();

        movements.land(steps.build(kind.label(), its.ofNonce(account)), Map.of(), owner);

        assertThat(its.nonce(account).nonce()).isNotEqualTo(before);
    }

    private void closeNonce(OrderKind kind) {
        PublicKey account = its.nonce();
        long held = chain.balance(account);

        movements.land(
                steps.build(
                        kind.label(),
                        StakingApi.with(
                                its.ofNonce(account),
                                "recipient",
                                other.address().toString())),
                Map.of(account, -held, other.address(), held),
                owner);
    }

    private void unstake(OrderKind kind) {
        PublicKey stake = steps.stake(owner, STAKE);
        JsonPath built = steps.build(kind.label(), fields("owner", owner.address(), "lamports", Long.toString(PART)));
        PublicKey part = PublicKey.parse(built.getString("instructions.find { it.name == 'split' }.accounts.into"));
        long rent = Steps.rent(built);

        movements.land(built, Map.of(stake, -PART, part, PART + rent, owner.address(), -rent), owner);

        assertThat(its.isDeactivated(part)).isTrue();
        assertThat(its.isDeactivated(stake)).isFalse();
        assertThat(steps.delegated(stake)).isEqualTo(STAKE - PART);
    }

    private void claim(OrderKind kind) {
        PublicKey idle = its.inactive(STAKE);
        PublicKey active = steps.stake(owner, STAKE);
        chain.airdrop(active, PART);
        long held = chain.balance(idle);

        movements.land(
                steps.build(kind.label(), fields("owner", owner.address(), "recipient", other.address())),
                Map.of(idle, -held, active, -PART, other.address(), held + PART),
                owner);

        assertThat(steps.delegated(active)).isEqualTo(STAKE);
    }

    /** The chain of the tests has no stake-pool program: nothing is built, and so nothing is charged. */
    private void isNotServedWithoutItsProgram(OrderKind kind) {
        String amount = kind == OrderKind.LIQUID_STAKE ? "lamports" : "poolTokens";
        Response refused = api.build(kind.label(), fields("owner", owner.address(), amount, "5000000000"));

        assertThat(refused.statusCode()).isEqualTo(501);
        assertThat(refused.jsonPath().getString("code")).isEqualTo("LIQUID_STAKING_UNAVAILABLE");
    }

    private void batch(OrderKind kind) {
        PublicKey idle = its.inactive(STAKE);
        PublicKey stake = steps.stake(owner, STAKE);
        Map<String, Object> withdrawal = StakingApi.with(its.with(idle, PART), "kind", "withdraw");
        Map<String, Object> deactivation = StakingApi.with(its.on(stake), "kind", "deactivate");

        movements.land(
                steps.build(
                        kind.label(),
                        fields(
                                "operations",
                                List.of(
                                        StakingApi.with(
                                                withdrawal,
                                                "recipient",
                                                other.address().toString()),
                                        deactivation))),
                Map.of(idle, -PART, other.address(), PART),
                owner);

        assertThat(its.isDeactivated(stake)).isTrue();
    }
}
