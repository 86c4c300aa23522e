package dev.tidepool.load;

/**
 * How much a social site holds. The full one has 100,000 agents, a million posts, five million votes and two million follows.
 *
 * @param submolts besides the one that is there from the start
 * @param subscriptions besides those of the submolts' owners
 */
record SocialScale(
        int agents, int submolts, int posts, int comments, int votes, int follows, int subscriptions, int readers) {

    /** Below this the tail of follows would not fit: agents follow a tenth of all at most. */
    private static final int LEAST_AGENTS = 1_000;

    /** One of every ten votes is on a comment. */
    private static final int COMMENT_VOTES = 10;

    static SocialScale of(double part) {
        if (!(part > 0 && part <= 1)) {
            throw new IllegalArgumentException("LOAD_SOCIAL_SCALE must be above 0 and at most 1: " + part);
        }
        return new SocialScale(
                Math.max(LEAST_AGENTS, (int) (100_000 * part)),
                Math.max(20, (int) (1_000 * part)),
                Math.max(10_000, (int) (1_000_000 * part)),
                Math.max(10_000, (int) (1_000_000 * part)),
                Math.max(50_000, (int) (5_000_000 * part)),
                Math.max(20_000, (int) (2_000_000 * part)),
                Math.max(5_000, (int) (500_000 * part)),
                Math.max(8, (int) (200 * part)));
    }

    int votesOnComments() {
        return votes / COMMENT_VOTES;
    }

    int votesOnPosts() {
        return votes - votesOnComments();
    }

    /** How many the readers, who follow the most, follow at least: 1,000, or a twentieth of a small site. */
    int followedByReaders() {
        return Math.min(1_000, agents / 20);
    }
}
