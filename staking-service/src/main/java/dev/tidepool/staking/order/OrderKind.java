package dev.tidepool.staking.order;

import dev.tidepool.kernel.problem.Problem;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The kinds of transactions by the names that paths and JSON have for them. */
public enum OrderKind {
    CREATE_AND_DELEGATE(CreateStake::read),
    DELEGATE(Delegate::read),
    DEACTIVATE(Deactivate::read),
    WITHDRAW(Withdraw::read),
    SPLIT(Split::read),
    MERGE(Merge::read),
    AUTHORIZE(Authorize::read),
    SET_LOCKUP(SetLockup::read),
    MOVE_STAKE(MoveStake::read),
    MOVE_LAMPORTS(MoveLamports::read),
    CREATE_NONCE(CreateNonce::read),
    ADVANCE_NONCE(AdvanceNonce::read),
    CLOSE_NONCE(CloseNonce::read),
    STAKE(Stake::read),
    UNSTAKE(Unstake::read),
    CLAIM(Claim::read),
    LIQUID_STAKE(LiquidStake::read),
    LIQUID_UNSTAKE(LiquidUnstake::read),
    BATCH(Batch::read);

    @SuppressWarnings("ImmutableEnumChecker") // A method without state.
    private final Function<Fields, Order> reader;

    OrderKind(Function<Fields, Order> reader) {
        this.reader = reader;
    }

    /**
     * The kind of that name.
     *
     * @throws Problem 400 when there is none
     */
    public static OrderKind ofLabel(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElseThrow(() -> Problem.invalidField("kind", "kind must be one of " + labels() + "."));
    }

    private static String labels() {
        return Arrays.stream(values()).map(OrderKind::label).collect(Collectors.joining(", "));
    }

    /** In lower case, with hyphens. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it is about a nonce account, not about stake. */
    public boolean isOfNonce() {
        return this == CREATE_NONCE || this == ADVANCE_NONCE || this == CLOSE_NONCE;
    }

    /** Whether it puts lamports to work with a validator. */
    public boolean isStaking() {
        return this == CREATE_AND_DELEGATE || this == DELEGATE || this == STAKE;
    }

    /** Whether it chooses the accounts itself. */
    boolean isByAmount() {
        return this == STAKE || this == UNSTAKE || this == CLAIM;
    }

    /** Whether it is about the configured stake pool. */
    boolean isLiquid() {
        return this == LIQUID_STAKE || this == LIQUID_UNSTAKE;
    }

    Order read(Fields fields) {
        return reader.apply(fields);
    }
}
