package dev.tidepool.social.post;

import dev.tidepool.social.challenge.Challenge;
import java.util.Optional;

/**
 * A post as its author gets it.
 *
 * @param challenge what it must pass before others see the post
 */
record WrittenPost(Post post, Optional<Challenge> challenge) {}
