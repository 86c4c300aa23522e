package dev.tidepool.social.vote;

import dev.tidepool.kernel.id.TypedId;

/**
 * What is voted on.
 *
 * @param kind as in {@link VoteTarget#kind}
 */
record Poll(String kind, TypedId target) {}
