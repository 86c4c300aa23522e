package dev.tidepool.staking.solana;

/** What of a delegation counts in an epoch; what is deactivating is still effective. */
public record Activation(Lamports effective, Lamports activating, Lamports deactivating) {

    public static final Activation NOTHING = new Activation(Lamports.ZERO, Lamports.ZERO, Lamports.ZERO);

    public State state() {
        if (!deactivating.isZero()) {
            return State.DEACTIVATING;
        }
        if (!activating.isZero()) {
            return State.ACTIVATING;
        }
        return effective.isZero() ? State.INACTIVE : State.ACTIVE;
    }

    /** Activating and deactivating from the first lamport to the last. */
    public enum State {
        ACTIVATING,
        ACTIVE,
        DEACTIVATING,
        INACTIVE
    }
}
