package dev.tidepool.social.analytics;

import dev.tidepool.kernel.id.TypedId;

/**
 * An agent or a submolt in a list of those with the most engagement.
 *
 * @param karma of an agent; 0 of a submolt
 * @param audience followers, or subscribers
 */
record Ranked(TypedId id, String name, String displayName, long karma, long audience, Activity activity) {}
