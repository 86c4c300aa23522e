package dev.tidepool.social.skill;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tidepool.kernel.page.Page;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A page of versions that wait for a moderator, the oldest first. */
@JsonNaming(SnakeCaseStrategy.class)
record QuarantineListView(
        boolean success,
        List<WaitingView> versions,
        int count,
        boolean hasMore,
        @Nullable String nextCursor) {

    /** A version with what was found in it, and the agent that shares it. */
    record WaitingView(SharedSkillView.OwnerView owner, VersionView version) {

        static WaitingView of(WaitingVersion waiting, SkillReader reader) {
            WaitingVersion.Owner owner = waiting.owner();
            return new WaitingView(
                    new SharedSkillView.OwnerView(owner.id().value(), owner.name(), owner.displayName()),
                    VersionView.of(waiting.slug(), waiting.version(), reader));
        }
    }

    static QuarantineListView of(Page<WaitingVersion> page, Optional<String> next, SkillReader reader) {
        List<WaitingView> views = page.map(waiting -> WaitingView.of(waiting, reader));
        return new QuarantineListView(true, views, views.size(), next.isPresent(), next.orElse(null));
    }
}
