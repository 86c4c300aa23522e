package dev.tidepool.social.vote;

import java.util.Optional;

/** What casting a ballot does, given the vote the agent has already: the same again takes it back. Pure. */
sealed interface VoteChange {

    /** The vote that stands afterwards. */
    Optional<Ballot> after();

    /** The change of the number of upvotes. */
    int up();

    /** The change of the number of downvotes. */
    int down();

    /** What the score moves by, and with it the author's karma: -2 to 2. */
    default int score() {
        return up() - down();
    }

    /** The word on the wire. */
    default String action() {
        return switch (this) {
            case Cast cast -> cast.ballot() == Ballot.UP ? "upvoted" : "downvoted";
            case Removed removed -> "removed";
            case Changed changed -> "changed";
        };
    }

    /** There was no vote. */
    record Cast(Ballot ballot) implements VoteChange {
        @Override
        public Optional<Ballot> after() {
            return Optional.of(ballot);
        }

        @Override
        public int up() {
            return ballot == Ballot.UP ? 1 : 0;
        }

        @Override
        public int down() {
            return ballot == Ballot.DOWN ? 1 : 0;
        }
    }

    /** The same vote stood: it goes. */
    record Removed(Ballot before) implements VoteChange {
        @Override
        public Optional<Ballot> after() {
            return Optional.empty();
        }

        @Override
        public int up() {
            return before == Ballot.UP ? -1 : 0;
        }

        @Override
        public int down() {
            return before == Ballot.DOWN ? -1 : 0;
        }
    }

    /** The opposite vote stood. */
    record Changed(Ballot ballot) implements VoteChange {
        @Override
        public Optional<Ballot> after() {
            return Optional.of(ballot);
        }

        @Override
        public int up() {
            return ballot.value();
        }

        @Override
        public int down() {
            return -ballot.value();
        }
    }

    static VoteChange of(Optional<Ballot> before, Ballot ballot) {
        if (before.isEmpty()) {
            return new Cast(ballot);
        }
        return before.get() == ballot ? new Removed(ballot) : new Changed(ballot);
    }
}
