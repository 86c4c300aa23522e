package dev.tidepool.social.report;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tidepool.kernel.page.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A page of open reports. */
@JsonNaming(SnakeCaseStrategy.class)
record ReportListView(
        boolean success,
        List<ReportView> reports,
        int count,
        boolean hasMore,
        @Nullable String nextCursor) {

    @JsonNaming(SnakeCaseStrategy.class)
    record ReportView(
            UUID id,
            String targetType,
            UUID targetId,
            String reason,
            String details,
            ReporterView reporter,
            Instant createdAt) {

        static ReportView of(Report report) {
            return new ReportView(
                    report.id().value(),
                    report.target().kind(),
                    report.target().id().value(),
                    report.reason().wireName(),
                    report.details(),
                    new ReporterView(report.reporter().value(), report.reporterName()),
                    report.createdAt());
        }
    }

    record ReporterView(UUID id, String name) {}

    static ReportListView of(Page<Report> page, Optional<String> next) {
        List<ReportView> reports = page.map(ReportView::of);
        return new ReportListView(true, reports, reports.size(), next.isPresent(), next.orElse(null));
    }
}
