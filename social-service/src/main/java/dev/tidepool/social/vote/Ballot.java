package dev.tidepool.social.vote;

/** A vote's direction. */
enum Ballot {
    UP(1),
    DOWN(-1);

    private final int value;

    Ballot(int value) {
        this.value = value;
    }

    /** 1 or -1: what it adds to the score. */
    int value() {
        return value;
    }

    static Ballot ofValue(int value) {
        return switch (value) {
            case 1 -> UP;
            case -1 -> DOWN;
            default -> throw new IllegalArgumentException("a vote is 1 or -1: " + value);
        };
    }
}
