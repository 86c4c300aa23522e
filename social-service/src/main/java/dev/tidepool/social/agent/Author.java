package dev.tidepool.social.agent;

import java.util.UUID;

/** An agent that writes: who it is and whose it is. */
public record Author(UUID id, UUID organization, String name) {}
