package dev.tidepool.social.report;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.moderation.ModerationAction;
import dev.tidepool.social.moderation.ModerationService;
import dev.tidepool.social.submolt.SubmoltId;
import dev.tidepool.social.submolt.SubmoltService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The queue that a submolt's moderators work through, the oldest report first. */
@ApplicationScoped
class ReportQueueService {

    private static final String DISMISS = "dismiss";
    private static final List<ModerationAction> ANSWERS = List.of(ModerationAction.REMOVE, ModerationAction.SPAM);

    private final ReportRepository reports;
    private final ModerationService moderation;
    private final SubmoltService submolts;
    private final CursorCodec cursors;

    ReportQueueService(
            ReportRepository reports, ModerationService moderation, SubmoltService submolts, CursorCodec cursors) {
        this.reports = reports;
        this.moderation = moderation;
        this.submolts = submolts;
        this.cursors = cursors;
    }

    /** Fails with 404, 403 for one who is no moderator there, or 400 for the cursor. */
    Uni<ReportListView> page(AgentId reader, String submolt, Optional<String> cursor, PageLimit limit) {
        return submolts.named(submolt)
                .call(found -> moderation.requireModerator(reader, found))
                .chain(found -> page(found.id(), cursor, limit));
    }

    /**
     * Decides on a report, and with it on all of the same thing. Fails with 404, 403 for one who is no moderator there, or 400
     * for an action other than dismiss, remove or spam.
     *
     * @return what was done
     */
    Uni<String> resolve(AgentId moderator, ReportId id, @Nullable String action, String reason) {
        Uni<Report> report = reports.open(id)
                .map(found -> found.orElseThrow(() -> Problem.notFound(ReportError.REPORT_NOT_FOUND, id)));
        if (DISMISS.equals(action)) {
            return report.call(found -> moderation.requireModerator(moderator, found.submolt()))
                    .chain(found -> reports.close(found.target(), "dismissed", moderator, DatabaseTime.now()))
                    .replaceWith(DISMISS);
        }
        ModerationAction answer = ModerationAction.of(action, ANSWERS);
        return report.call(found -> act(moderator, found.target(), answer, reason))
                .chain(found -> reports.close(found.target(), "resolved", moderator, DatabaseTime.now()))
                .replaceWith(answer.wireName());
    }

    private Uni<Void> act(AgentId moderator, Report.Target target, ModerationAction action, String reason) {
        return switch (target) {
            case Report.Target.OfPost of -> moderation.onPost(moderator, of.id(), action, reason);
            case Report.Target.OfComment of -> moderation.onComment(moderator, of.id(), action, reason);
        };
    }

    private Uni<ReportListView> page(SubmoltId submolt, Optional<String> cursor, PageLimit limit) {
        String list = "reports:" + submolt;
        Optional<ReportRepository.Place> after =
                cursor.map(given -> cursors.decode(list, given)).map(ReportQueueService::placeOf);
        return reports.queue(submolt, after, limit.plusOne()).map(read -> {
            Page<Report> page = Page.of(read, limit);
            return ReportListView.of(
                    page,
                    page.next(last -> cursors.encode(
                            list, last.createdAt().toString(), last.id().toString())));
        });
    }

    private static ReportRepository.Place placeOf(List<String> fields) {
        return new ReportRepository.Place(Instant.parse(fields.get(0)), new ReportId(UUID.fromString(fields.get(1))));
    }
}
