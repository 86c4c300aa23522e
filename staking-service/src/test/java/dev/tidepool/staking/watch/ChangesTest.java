package dev.tidepool.staking.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.staking.solana.Activation.State;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangesTest {

    private static final String NEVER = "18446744073709551615";

    @Test
    void whatWarmedUpIsTold() {
        assertThat(told(seen(State.ACTIVATING, "7"), seen(State.ACTIVE, "7"))).containsExactly("stake_activated a:7");
        assertThat(told(seen(State.ACTIVATING, "7"), seen(State.ACTIVATING, "7")))
                .isEmpty();
        assertThat(told(seen(State.ACTIVE, "7"), seen(State.ACTIVE, "7"))).isEmpty();
    }

    @Test
    void whatWasDelegatedAnewBetweenTwoLooksIsTold() {
        assertThat(told(seen(State.INACTIVE, "3"), seen(State.ACTIVE, "9"))).containsExactly("stake_activated a:9");
        assertThat(told(seen(State.ACTIVE, "3"), seen(State.ACTIVE, "9"))).containsExactly("stake_activated a:9");
    }

    @Test
    void whatNeverStoppedEarningIsNotActivatedAgain() {
        assertThat(told(deactivating("3", "8"), seen(State.ACTIVE, "3"))).isEmpty();
    }

    @Test
    void whatCooledDownIsToldOnce() {
        Seen inactive = new Seen(State.INACTIVE, "v", "3", "8", false);
        assertThat(told(deactivating("3", "8"), inactive)).containsExactly("unstake_completed a:8");
        assertThat(told(seen(State.ACTIVE, "3"), inactive)).containsExactly("unstake_completed a:8");
        assertThat(told(inactive, inactive)).isEmpty();
    }

    @Test
    void anAccountThatIsNewTellsWhatHappenedSince() {
        Sight none = new Sight(8, Map.of());

        assertThat(told(none, new Sight(10, Map.of("a", seen(State.ACTIVE, "8")))))
                .containsExactly("stake_activated a:8");
        assertThat(told(none, new Sight(10, Map.of("a", new Seen(State.INACTIVE, "v", "2", "9", false)))))
                .containsExactly("unstake_completed a:9");
        assertThat(told(
                        none,
                        new Sight(
                                10,
                                Map.of(
                                        "half", seen(State.ACTIVE, "2"),
                                        "genesis", seen(State.ACTIVE, NEVER),
                                        "old", new Seen(State.INACTIVE, "v", "2", "7", false)))))
                .isEmpty();
    }

    @Test
    void whatCooledDownAndWasClosedIsTold() {
        Sight before = new Sight(8, Map.of("a", deactivating("3", "8")));

        assertThat(Changes.between(before, new Sight(9, Map.of()), Set.of("a")))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.subject()).isEqualTo("a:8");
                    assertThat(change.data().getBoolean("closed")).isTrue();
                });
        assertThat(Changes.between(before, new Sight(9, Map.of()), Set.of())).isEmpty();
    }

    @Test
    void aValidatorThatStopsVotingIsToldOnceWithAllThatIsStakedWithIt() {
        Seen silent = new Seen(State.ACTIVE, "v", "3", NEVER, true);
        Sight before = new Sight(8, Map.of("a", seen(State.ACTIVE, "3"), "b", seen(State.ACTIVE, "3")));
        Sight now = new Sight(8, Map.of("a", silent, "b", silent));

        assertThat(Changes.between(before, now, Set.of())).singleElement().satisfies(change -> {
            assertThat(change.type().label()).isEqualTo("validator_delinquent");
            assertThat(change.data().getJsonArray("stakeAccounts")).containsExactly("a", "b");
        });
        assertThat(told(now, now)).isEmpty();
    }

    @Test
    void whatEarnsNothingDoesNotMindItsValidator() {
        Seen idle = new Seen(State.INACTIVE, "v", "3", "4", true);
        assertThat(told(new Sight(8, Map.of("a", new Seen(State.INACTIVE, "v", "3", "4", false))), sight(idle)))
                .isEmpty();
    }

    @Test
    void whatWasSeenIsReadAsItWasWritten() {
        Sight sight =
                new Sight(8, Map.of("a", deactivating("3", "8"), "b", new Seen(State.ACTIVE, "w", "1", NEVER, true)));

        assertThat(Sight.read(8, sight.toText())).isEqualTo(sight);
    }

    private static Seen seen(State state, String activatedIn) {
        return new Seen(state, "v", activatedIn, NEVER, false);
    }

    private static Seen deactivating(String activatedIn, String deactivatedIn) {
        return new Seen(State.DEACTIVATING, "v", activatedIn, deactivatedIn, false);
    }

    private static Sight sight(Seen seen) {
        return new Sight(8, Map.of("a", seen));
    }

    private static List<String> told(Seen before, Seen now) {
        return told(sight(before), sight(now));
    }

    private static List<String> told(Sight before, Sight now) {
        return Changes.between(before, now, Set.of()).stream()
                .map(change -> change.type().label() + " " + change.subject())
                .toList();
    }
}
