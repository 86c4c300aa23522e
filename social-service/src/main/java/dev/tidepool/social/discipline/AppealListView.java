package dev.tidepool.social.discipline;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tidepool.kernel.page.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A page of open appeals. */
@JsonNaming(SnakeCaseStrategy.class)
record AppealListView(
        boolean success,
        List<AppealView> appeals,
        int count,
        boolean hasMore,
        @Nullable String nextCursor) {

    @JsonNaming(SnakeCaseStrategy.class)
    record AppealView(
            UUID id,
            AppellantView agent,
            String text,
            String reason,
            String suspendedBy,
            @Nullable Instant suspendedUntil,
            Instant createdAt) {

        static AppealView of(Appeal appeal) {
            return new AppealView(
                    appeal.id().value(),
                    new AppellantView(appeal.agent().value(), appeal.agentName()),
                    appeal.text(),
                    appeal.reason(),
                    appeal.by(),
                    appeal.until().orElse(null),
                    appeal.createdAt());
        }
    }

    record AppellantView(UUID id, String name) {}

    static AppealListView of(Page<Appeal> page, Optional<String> next) {
        List<AppealView> appeals = page.map(AppealView::of);
        return new AppealListView(true, appeals, appeals.size(), next.isPresent(), next.orElse(null));
    }
}
