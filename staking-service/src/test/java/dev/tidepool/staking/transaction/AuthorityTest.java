package dev.tidepool.staking.transaction;

import static dev.tidepool.staking.test.Steps.SOL;
import static dev.tidepool.staking.test.Steps.fields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakeAccount;
import dev.tidepool.staking.test.LocalChain;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.StakingApi;
import dev.tidepool.staking.test.Steps;
import dev.tidepool.staking.test.Wallet;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may do what with a stake account, and how that changes, on a real runtime. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
class AuthorityTest {

    private static final long FAR = 4_000_000_000L;

    private final LocalChain chain = new LocalChain();
    private final StakingApi api = new StakingApi();
    private final Steps steps = new Steps(api, chain);
    private final Wallet owner = Wallet.create();
    private final Wallet next = Wallet.create();
    private final Wallet custodian = Wallet.create();

    @BeforeEach
    void fund() {
        chain.airdrop(owner.address(), 10 * SOL);
        chain.airdrop(next.address(), SOL);
        chain.airdrop(custodian.address(), SOL);
    }

    @Test
    void givesTheStakersPowerAway() {
        PublicKey stake = steps.stake(owner, 2 * SOL);

        steps.run("authorize", to(stake, "staker", next), owner);

        steps.refuse("deactivate", on(stake), "AUTHORITY_MISMATCH", "owner");
        steps.run("deactivate", fields("stakeAccount", stake, "staker", next.address()), next);
        steps.refuse("authorize", to(stake, "staker", next), "INVALID_FIELD", "newAuthority");
        // The withdrawer takes it back.
        Map<String, Object> back = fields(
                "stakeAccount",
                stake,
                "withdrawer",
                owner.address(),
                "power",
                "staker",
                "newAuthority",
                owner.address());
        steps.run("authorize", back, owner);
        assertThat(meta(stake).staker()).isEqualTo(owner.address());
    }

    @Test
    void givesTheWithdrawersPowerAwayOnceItsNextHolderSignsToo() {
        PublicKey stake = steps.stake(owner, 2 * SOL);
        steps.run("deactivate", on(stake), owner);

        steps.run("authorize", StakingApi.with(to(stake, "withdrawer", next), "checked", true), owner, next);

        assertThat(meta(stake).withdrawer()).isEqualTo(next.address());
        Map<String, Object> all = fields("stakeAccount", stake, "withdrawer", next.address(), "lamports", "all");
        steps.run("withdraw", all, next);
        assertThat(chain.balance(stake)).isZero();
    }

    @Test
    void staysLockedUntilItsCustodianSignsOrLetsGo() {
        PublicKey stake = steps.stake(owner, 2 * SOL);
        steps.run("deactivate", on(stake), owner);
        Map<String, Object> lock = StakingApi.with(
                StakingApi.with(on(stake), "lockupUnixTimestamp", FAR),
                "newCustodian",
                custodian.address().toString());
        steps.run("set-lockup", StakingApi.with(lock, "checked", true), owner, custodian);
        assertThat(meta(stake).lockup().unixTimestamp()).isEqualTo(FAR);

        Map<String, Object> part = StakingApi.with(on(stake), "lamports", Long.toString(SOL));
        steps.refuse("withdraw", part, "LOCKUP_IN_FORCE", "custodian");
        steps.refuse("withdraw", by(next, part), "LOCKUP_IN_FORCE", "custodian");
        steps.refuse("set-lockup", lock, "LOCKUP_IN_FORCE", "custodian");
        steps.refuse("authorize", to(stake, "withdrawer", next), "LOCKUP_IN_FORCE", "custodian");
        long before = chain.balance(owner.address());
        JsonPath withdrawn = steps.run("withdraw", by(custodian, part), owner, custodian);
        assertThat(chain.balance(owner.address())).isEqualTo(before + SOL - Steps.fee(withdrawn));
        steps.run("authorize", by(custodian, to(stake, "withdrawer", next)), owner, custodian);

        Map<String, Object> release =
                fields("stakeAccount", stake, "custodian", custodian.address(), "lockupUnixTimestamp", 0);
        steps.run("set-lockup", release, custodian);
        assertThat(meta(stake).lockup().unixTimestamp()).isZero();
        steps.run("withdraw", fields("stakeAccount", stake, "withdrawer", next.address(), "lamports", "all"), next);
    }

    @Test
    void makesAnAccountOfANewKeyForOtherHandsThanTheFunders() {
        Wallet key = Wallet.create();
        chain.airdrop(key.address(), SOL);

        steps.run(
                "create-and-delegate",
                fields(
                        "owner", owner.address(),
                        "staker", next.address(),
                        "withdrawer", custodian.address(),
                        "stakeAccount", key.address(),
                        "validator", steps.validator(),
                        "lamports", Long.toString(2 * SOL)),
                owner,
                next,
                key);

        assertThat(meta(key.address()).staker()).isEqualTo(next.address());
        assertThat(meta(key.address()).withdrawer()).isEqualTo(custodian.address());
        // What somebody had sent to the address is delegated too.
        assertThat(steps.delegated(key.address())).isEqualTo(3 * SOL);
        steps.refuse(
                "create-and-delegate",
                fields(
                        "owner", owner.address(),
                        "stakeAccount", key.address(),
                        "validator", steps.validator(),
                        "lamports", Long.toString(2 * SOL)),
                "ACCOUNT_IN_USE",
                "stakeAccount");
    }

    private StakeAccount.Meta meta(PublicKey stake) {
        return steps.account(stake).meta().orElseThrow();
    }

    private Map<String, Object> on(PublicKey stake) {
        return fields("stakeAccount", stake, "owner", owner.address());
    }

    private Map<String, Object> to(PublicKey stake, String power, Wallet holder) {
        return fields(
                "stakeAccount", stake, "owner", owner.address(), "power", power, "newAuthority", holder.address());
    }

    private static Map<String, Object> by(Wallet custodian, Map<String, Object> body) {
        return StakingApi.with(body, "custodian", custodian.address().toString());
    }
}
