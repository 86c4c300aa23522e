package dev.tidepool.social.post;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.Author;
import dev.tidepool.social.agent.AuthorService;
import dev.tidepool.social.submolt.Submolt;
import dev.tidepool.social.submolt.SubmoltService;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Writes and deletes posts: row, counters and event in one transaction, in the lock order post, agent, submolt. */
@ApplicationScoped
class PostService {

    private static final Logger LOG = Logger.getLogger(PostService.class);
    private static final String POSTS = "tidepool.social.posts";

    private final Pool pool;
    private final PostRepository posts;
    private final AuthorService authors;
    private final SubmoltService submolts;
    private final PostReaderService readers;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;
    private final PostConfig limits;
    private final MeterRegistry metrics;

    PostService(
            Pool pool,
            PostRepository posts,
            AuthorService authors,
            SubmoltService submolts,
            PostReaderService readers,
            Outbox outbox,
            OutboxRelay relay,
            Uuid7Generator ids,
            PostConfig limits,
            MeterRegistry metrics) {
        this.pool = pool;
        this.posts = posts;
        this.authors = authors;
        this.submolts = submolts;
        this.readers = readers;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
        this.limits = limits;
        this.metrics = metrics;
    }

    /** Fails with 400, 403, 404 for the submolt, or 429 before the interval since the agent's last post is over. */
    Uni<Post> create(AgentId agent, PostRequest request) {
        NewPost post = NewPost.of(request, limits);
        PostId id = ids.next(PostId::new);
        return pool.withTransaction(transaction ->
                        admit(transaction, agent, post).chain(place -> store(transaction, id, post, place)))
                .invoke(() -> written("created", id, agent))
                .chain(() -> read(id, Optional.of(agent)));
    }

    /** The post as a reader sees it, if it is an agent. Fails with 404. */
    Uni<Post> read(PostId id, Optional<AgentId> reader) {
        return posts.byId(id)
                .map(found -> found.orElseThrow(() -> Problem.notFound(PostError.POST_NOT_FOUND, id)))
                .chain(post -> readers.seenBy(reader, List.of(post)))
                .map(List::getFirst);
    }

    /** Fails with 404, or 403 when another agent wrote it. */
    Uni<Void> delete(AgentId agent, PostId id) {
        return pool.withTransaction(transaction -> posts.lock(transaction, id)
                        .map(found -> found.orElseThrow(() -> Problem.notFound(PostError.POST_NOT_FOUND, id)))
                        .invoke(post -> requireAuthor(agent, post))
                        .chain(post -> remove(transaction, post)))
                .invoke(() -> written("deleted", id, agent));
    }

    /** Where a post goes, who writes it and when: all that was checked under the lock on the author. */
    private record Admission(Author author, Submolt submolt, Instant now) {}

    /** The three reads travel together; the lock comes first, so that two posts at once see each other. */
    private Uni<Admission> admit(SqlConnection transaction, AgentId agent, NewPost post) {
        return Uni.combine()
                .all()
                .unis(
                        authors.lock(transaction, agent),
                        posts.lastOf(transaction, agent),
                        submolts.named(transaction, post.submolt()))
                .asTuple()
                .map(read -> {
                    Instant now = DatabaseTime.now();
                    requireAllowance(PostAllowance.of(read.getItem2(), limits.postInterval(), now));
                    return new Admission(read.getItem1(), read.getItem3(), now);
                });
    }

    private static void requireAllowance(PostAllowance allowance) {
        switch (allowance) {
            case PostAllowance.Allowed allowed -> {}
            case PostAllowance.TooSoon soon ->
                throw Problem.of(PostError.POST_TOO_SOON, "You posted a moment ago. Wait before you post again.")
                        .retryAfter(soon.delay())
                        .with("daily_remaining", soon.restOfDay());
        }
    }

    private Uni<Void> store(SqlConnection transaction, PostId id, NewPost post, Admission place) {
        Author author = place.author();
        PostScore score = new PostScore(
                id,
                post.title(),
                author.id(),
                author.organization(),
                author.name(),
                place.submolt().name(),
                0,
                0,
                place.now());
        return Uni.combine()
                .all()
                .unis(
                        posts.insert(transaction, post, score, place.submolt().id()),
                        authors.countPost(transaction, author.id(), 1, place.now()),
                        submolts.countPost(transaction, place.submolt().id(), 1),
                        outbox.append(transaction, PostEvent.created(ids.next(EventId::new), score, place.now())))
                .discardItems();
    }

    private static void requireAuthor(AgentId agent, PostScore post) {
        if (!post.authorId().equals(agent)) {
            throw Problem.of(PostError.POST_NOT_YOURS, "You can delete only posts of your own.");
        }
    }

    private Uni<Void> remove(SqlConnection transaction, PostScore post) {
        Instant now = DatabaseTime.now();
        return posts.delete(transaction, post.id(), now)
                .chain(submolt -> Uni.combine()
                        .all()
                        .unis(
                                authors.countPost(transaction, post.authorId(), -1, now),
                                submolts.countPost(transaction, submolt, -1),
                                outbox.append(transaction, PostEvent.deleted(ids.next(EventId::new), post, now)))
                        .discardItems());
    }

    private void written(String action, PostId post, AgentId agent) {
        relay.wake();
        metrics.counter(POSTS, "action", action).increment();
        LOG.infof("event=post_%s post=%s agent=%s", action, post, agent);
    }
}
