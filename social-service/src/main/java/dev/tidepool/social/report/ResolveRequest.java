package dev.tidepool.social.report;

import org.jspecify.annotations.Nullable;

/** Body of a decision on a report. */
record ResolveRequest(@Nullable String action, @Nullable String reason) {}
