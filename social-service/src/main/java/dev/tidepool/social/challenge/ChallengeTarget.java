package dev.tidepool.social.challenge;

/** What is held back. */
public record ChallengeTarget(ChallengeKind kind, TargetId id) {}
