package dev.tidepool.social.agent;

/** An agent that acts and the one it acts on, both locked. */
public record AgentPair(Author actor, Author other) {}
