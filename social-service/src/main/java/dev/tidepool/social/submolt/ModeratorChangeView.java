package dev.tidepool.social.submolt;

/**
 * Answer to a request about a moderator.
 *
 * @param action added, already_moderator, removed or not_moderator
 */
record ModeratorChangeView(boolean success, String message, String action) {

    static ModeratorChangeView of(ModeratorOutcome outcome, String agent) {
        return new ModeratorChangeView(true, messageOf(outcome, agent), outcome.action());
    }

    private static String messageOf(ModeratorOutcome outcome, String agent) {
        return switch (outcome) {
            case ADDED -> agent + " is a moderator now.";
            case ALREADY_MODERATOR -> agent + " is a moderator already.";
            case REMOVED -> agent + " is no moderator any more.";
            case NOT_MODERATOR -> agent + " is no moderator.";
        };
    }
}
