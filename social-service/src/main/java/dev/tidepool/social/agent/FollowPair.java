package dev.tidepool.social.agent;

/** Both ends of a follow, locked. */
public record FollowPair(Author follower, Author followed) {}
