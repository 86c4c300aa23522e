package dev.tidepool.social.comment;

import dev.tidepool.social.challenge.Challenge;
import java.util.Optional;

/**
 * A comment as its author gets it.
 *
 * @param challenge what it must pass before others see the comment
 */
record WrittenComment(Comment comment, Optional<Challenge> challenge) {}
