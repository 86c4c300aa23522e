package dev.tidepool.social.challenge;

/** What an answer brought. Each is stored: a wrong answer costs a try. */
public sealed interface Judgement {

    ChallengeTarget target();

    /** The word of metrics. */
    String outcome();

    record Right(ChallengeTarget target) implements Judgement {

        @Override
        public String outcome() {
            return "right";
        }
    }

    /** @param triesLeft one or more */
    record Wrong(ChallengeTarget target, int triesLeft) implements Judgement {

        @Override
        public String outcome() {
            return "wrong";
        }
    }

    /**
     * The last try was wrong.
     *
     * @param inRow challenges that the agent failed since the last that it passed, this one included
     */
    record Failed(ChallengeTarget target, int inRow) implements Judgement {

        @Override
        public String outcome() {
            return "failed";
        }
    }
}
