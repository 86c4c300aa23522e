package dev.tidepool.social.moderation;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.social.submolt.SubmoltId;
import dev.tidepool.social.submolt.SubmoltService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Shows moderators the trail of their submolt. */
@ApplicationScoped
class ModerationListService {

    private final ModerationRepository actions;
    private final ModerationService moderation;
    private final SubmoltService submolts;
    private final CursorCodec cursors;

    ModerationListService(
            ModerationRepository actions, ModerationService moderation, SubmoltService submolts, CursorCodec cursors) {
        this.actions = actions;
        this.moderation = moderation;
        this.submolts = submolts;
        this.cursors = cursors;
    }

    /** The latest first. Fails with 404, 403 for one who is no moderator there, or 400 for the cursor. */
    Uni<ModerationListView> page(AgentId reader, String submolt, Optional<String> cursor, PageLimit limit) {
        return submolts.named(submolt)
                .call(found -> moderation.requireModerator(reader, found))
                .chain(found -> page(found.id(), cursor, limit));
    }

    private Uni<ModerationListView> page(SubmoltId submolt, Optional<String> cursor, PageLimit limit) {
        String list = "moderation:" + submolt;
        Optional<ModerationPosition> position = cursor.map(given -> ModerationPosition.of(cursors.decode(list, given)));
        return actions.before(submolt, position, limit.plusOne()).map(read -> {
            Page<ModerationEntry> page = Page.of(read, limit);
            return ModerationListView.of(
                    page,
                    page.next(last -> cursors.encode(
                            list, last.createdAt().toString(), last.id().toString())));
        });
    }
}
