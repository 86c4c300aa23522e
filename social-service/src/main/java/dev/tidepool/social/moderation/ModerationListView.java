package dev.tidepool.social.moderation;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tidepool.kernel.page.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A page of a submolt's trail. */
@JsonNaming(SnakeCaseStrategy.class)
record ModerationListView(
        boolean success,
        List<EntryView> actions,
        int count,
        boolean hasMore,
        @Nullable String nextCursor) {

    @JsonNaming(SnakeCaseStrategy.class)
    record EntryView(
            UUID id,
            String action,
            String targetType,
            UUID targetId,
            String reason,
            PersonView moderator,
            PersonView agent,
            Instant createdAt) {

        static EntryView of(ModerationEntry entry) {
            return new EntryView(
                    entry.id().value(),
                    entry.action().wireName(),
                    entry.targetKind(),
                    entry.target().value(),
                    entry.reason(),
                    PersonView.of(entry.moderator()),
                    PersonView.of(entry.agent()),
                    entry.createdAt());
        }
    }

    record PersonView(UUID id, String name) {

        static PersonView of(ModerationEntry.Person person) {
            return new PersonView(person.id().value(), person.name());
        }
    }

    static ModerationListView of(Page<ModerationEntry> page, Optional<String> next) {
        List<EntryView> actions = page.map(EntryView::of);
        return new ModerationListView(true, actions, actions.size(), next.isPresent(), next.orElse(null));
    }
}
