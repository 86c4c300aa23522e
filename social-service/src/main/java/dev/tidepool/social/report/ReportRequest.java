package dev.tidepool.social.report;

import org.jspecify.annotations.Nullable;

/** Body of a report; it may be absent. */
record ReportRequest(@Nullable String reason, @Nullable String details) {

    static ReportRequest given(@Nullable ReportRequest request) {
        return request == null ? new ReportRequest(null, null) : request;
    }
}
