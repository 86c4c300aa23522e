package dev.tidepool.social.report;

import org.jspecify.annotations.Nullable;

/** Body of a report; it may be absent. */
record ReportRequest(@Nullable String reason, @Nullable String details) {}
