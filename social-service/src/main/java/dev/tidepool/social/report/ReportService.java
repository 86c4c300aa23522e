package dev.tidepool.social.report;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.Author;
import dev.tidepool.social.agent.AuthorService;
import dev.tidepool.social.comment.CommentId;
import dev.tidepool.social.comment.CommentRemovalService;
import dev.tidepool.social.input.PlainText;
import dev.tidepool.social.post.PostId;
import dev.tidepool.social.post.PostScore;
import dev.tidepool.social.post.PostScoreService;
import dev.tidepool.social.submolt.SubmoltId;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Takes reports: one of an agent about one thing. Lock order: post, comment, agent. */
@ApplicationScoped
class ReportService {

    private static final Logger LOG = Logger.getLogger(ReportService.class);
    private static final String REPORTS = "tidepool.social.reports";

    private final Pool pool;
    private final ReportRepository reports;
    private final PostScoreService posts;
    private final CommentRemovalService comments;
    private final AuthorService authors;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;
    private final ReportConfig limits;
    private final MeterRegistry metrics;

    ReportService(
            Pool pool,
            ReportRepository reports,
            PostScoreService posts,
            CommentRemovalService comments,
            AuthorService authors,
            Outbox outbox,
            OutboxRelay relay,
            Uuid7Generator ids,
            ReportConfig limits,
            MeterRegistry metrics) {
        this.pool = pool;
        this.reports = reports;
        this.posts = posts;
        this.comments = comments;
        this.authors = authors;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
        this.limits = limits;
        this.metrics = metrics;
    }

    /** False when the agent has reported the post before. Fails with 400 for one's own, or 404. */
    Uni<Boolean> post(AgentId reporter, PostId post, ReportRequest request) {
        return report(
                reporter,
                request,
                transaction -> posts.lock(transaction, post)
                        .map(found -> reported(new Report.Target.OfPost(post), found.authorId(), found)));
    }

    /** False when the agent has reported the comment before. Fails with 400 for one's own, or 404. */
    Uni<Boolean> comment(AgentId reporter, CommentId comment, ReportRequest request) {
        return report(
                reporter,
                request,
                transaction -> comments.lock(transaction, comment)
                        .map(found -> reported(
                                new Report.Target.OfComment(comment),
                                found.comment().authorId(),
                                found.post())));
    }

    /** What is reported, who wrote it and where. */
    private record Reported(Report.Target target, AgentId author, SubmoltId submolt) {}

    private static Reported reported(Report.Target target, AgentId author, PostScore post) {
        return new Reported(target, author, post.submoltId());
    }

    private Uni<Boolean> report(AgentId reporter, ReportRequest request, Function<SqlConnection, Uni<Reported>> lock) {
        ReportReason reason = ReportReason.of(request.reason());
        String details = PlainText.optional("details", request.details(), limits.maxDetailsCharacters())
                .orElse("");
        return pool.withTransaction(transaction -> lock.apply(transaction)
                        .invoke(found -> requireOther(reporter, found))
                        .chain(found -> authors.lock(transaction, reporter)
                                .chain(author -> store(transaction, found, author, reason, details))))
                .invoke(fresh -> stored(reporter, reason, fresh));
    }

    private static void requireOther(AgentId reporter, Reported found) {
        if (found.author().equals(reporter)) {
            throw Problem.of(
                    ReportError.SELF_REPORT, "You wrote this " + found.target().kind() + " yourself: delete it.");
        }
    }

    private Uni<Boolean> store(
            SqlConnection transaction, Reported found, Author reporter, ReportReason reason, String details) {
        Report report = new Report(
                ids.next(ReportId::new),
                found.submolt(),
                found.target(),
                reporter.id(),
                reporter.name(),
                reason,
                details,
                DatabaseTime.now());
        return reports.insert(transaction, report)
                .call(fresh -> fresh
                        ? outbox.append(
                                transaction,
                                ReportEvent.created(ids.next(EventId::new), report, reporter.organization()))
                        : Uni.createFrom().voidItem());
    }

    private void stored(AgentId reporter, ReportReason reason, boolean fresh) {
        if (fresh) {
            relay.wake();
            metrics.counter(REPORTS, "reason", reason.wireName()).increment();
            LOG.infof("event=reported reason=%s agent=%s", reason.wireName(), reporter);
        }
    }
}
