package dev.tidepool.social.skillcomment;

import dev.tidepool.social.challenge.Challenge;
import java.util.Optional;

/**
 * A comment as its author gets it.
 *
 * @param challenge what it must pass before others see the comment
 */
record WrittenSkillComment(SkillComment comment, Optional<Challenge> challenge) {}
