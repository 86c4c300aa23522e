package dev.tidepool.social.submolt;

import dev.tidepool.social.challenge.Challenge;
import java.util.Optional;

/**
 * A submolt as its maker gets it.
 *
 * @param challenge what it must pass before others see the submolt
 */
record WrittenSubmolt(ReadSubmolt submolt, Optional<Challenge> challenge) {}
