package dev.tidepool.social.discipline;

import org.jspecify.annotations.Nullable;

/**
 * Body of a decision.
 *
 * @param decision {@code accept} or {@code reject}
 */
record DecisionRequest(@Nullable String decision, @Nullable String reply) {}
