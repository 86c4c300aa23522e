package dev.tidepool.social.post;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.Author;
import dev.tidepool.social.agent.AuthorService;
import dev.tidepool.social.ban.BanService;
import dev.tidepool.social.challenge.Challenge;
import dev.tidepool.social.challenge.ChallengeKind;
import dev.tidepool.social.challenge.ChallengeService;
import dev.tidepool.social.content.ContentService;
import dev.tidepool.social.content.Fingerprint;
import dev.tidepool.social.limit.QuotaService;
import dev.tidepool.social.skill.SkillReadService;
import dev.tidepool.social.submolt.Submolt;
import dev.tidepool.social.submolt.SubmoltService;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Writes and deletes posts: row, counters and event in one transaction, in the lock order post, agent, submolt. */
@ApplicationScoped
class PostService {

    private static final Logger LOG = Logger.getLogger(PostService.class);
    private static final String POSTS = "tidepool.social.posts";

    private final Pool pool;
    private final PostRepository posts;
    private final PostReadService reads;
    private final PostRemovalService removals;
    private final AuthorService authors;
    private final SubmoltService submolts;
    private final SkillReadService skills;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;
    private final PostConfig limits;
    private final QuotaService quotas;
    private final BanService bans;
    private final ContentService contents;
    private final ChallengeService challenges;
    private final PostPublicationService publications;
    private final Event<PostWritten> here;
    private final MeterRegistry metrics;

    PostService(
            Pool pool,
            PostRepository posts,
            PostReadService reads,
            PostRemovalService removals,
            AuthorService authors,
            SubmoltService submolts,
            SkillReadService skills,
            OutboxRelay relay,
            Uuid7Generator ids,
            PostConfig limits,
            QuotaService quotas,
            BanService bans,
            ContentService contents,
            ChallengeService challenges,
            PostPublicationService publications,
            Event<PostWritten> here,
            MeterRegistry metrics) {
        this.pool = pool;
        this.posts = posts;
        this.reads = reads;
        this.removals = removals;
        this.authors = authors;
        this.submolts = submolts;
        this.skills = skills;
        this.relay = relay;
        this.ids = ids;
        this.limits = limits;
        this.quotas = quotas;
        this.bans = bans;
        this.contents = contents;
        this.challenges = challenges;
        this.publications = publications;
        this.here = here;
        this.metrics = metrics;
    }

    /**
     * The post, and the challenge that its author must pass before others see it, if there is one. Fails with 400, 403, 404 for the
     * submolt, 409 for what was said before, or 429 before the interval since the agent's last post is over.
     */
    Uni<WrittenPost> create(AgentId agent, PostRequest request) {
        NewPost post = NewPost.of(request, limits);
        post.texts().forEach(contents::require);
        PostId id = ids.next(PostId::new);
        return contents.fingerprint(post.said()).chain(said -> create(agent, id, post, said));
    }

    private Uni<WrittenPost> create(AgentId agent, PostId id, NewPost post, Fingerprint said) {
        return pool.withTransaction(transaction -> admit(transaction, agent, post)
                        .call(place -> bans.requireWelcome(
                                transaction, agent, place.submolt().id(), place.now()))
                        .call(place -> contents.requireNew(transaction, agent, said, place.now()))
                        .call(() -> requireSkill(transaction, post))
                        .chain(place -> store(transaction, id, post, place)))
                .invoke(challenge -> written(challenge.isPresent() ? "held" : "created", id, agent))
                .invoke(() -> here.fire(new PostWritten(id)))
                .chain(challenge ->
                        reads.read(id, Optional.of(agent)).map(written -> new WrittenPost(written, challenge)));
    }

    /** Fails with 404, or 403 when another agent wrote it. */
    Uni<Void> delete(AgentId agent, PostId id) {
        return pool.withTransaction(transaction -> publications
                        .withdraw(transaction, id, agent)
                        .chain(held -> held ? Uni.createFrom().voidItem() : remove(transaction, agent, id)))
                .invoke(() -> written("deleted", id, agent));
    }

    private Uni<Void> remove(SqlConnection transaction, AgentId agent, PostId id) {
        return posts.lock(transaction, id)
                .map(found -> found.orElseThrow(() -> PostReadService.notFound(id)))
                .invoke(post -> requireAuthor(agent, post))
                .chain(post -> removals.remove(transaction, post, false, DatabaseTime.now()));
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
                    Author author = read.getItem1();
                    quotas.require(
                            quotas.posts(author.registered(), now),
                            read.getItem2(),
                            now,
                            PostError.POST_TOO_SOON,
                            "You posted a moment ago. Wait before you post again.");
                    return new Admission(author, read.getItem3(), now);
                });
    }

    private Uni<Optional<Challenge>> store(SqlConnection transaction, PostId id, NewPost post, Admission place) {
        Author author = place.author();
        PostScore score = new PostScore(
                id,
                post.title(),
                author.id(),
                author.organization(),
                author.name(),
                place.submolt().id(),
                place.submolt().name(),
                0,
                0,
                false,
                place.now());
        return challenges
                .demand(transaction, author.id(), ChallengeKind.POST, id, place.now())
                .call(challenge -> store(transaction, post, score, challenge.isPresent()));
    }

    private Uni<Void> store(SqlConnection transaction, NewPost post, PostScore score, boolean pending) {
        Uni<Void> publish = pending
                ? Uni.createFrom().voidItem()
                : publications.publish(transaction, score, post.text(), score.createdAt());
        return Uni.combine()
                .all()
                .unis(posts.insert(transaction, post, score, pending), publish)
                .discardItems();
    }

    private Uni<Void> requireSkill(SqlConnection transaction, NewPost post) {
        return post.extras()
                .skill()
                .map(skill -> skills.requireShared(transaction, "skill", skill))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private static void requireAuthor(AgentId agent, PostScore post) {
        if (!post.authorId().equals(agent)) {
            throw Problem.of(PostError.POST_NOT_YOURS, "You can delete only posts of your own.");
        }
    }

    private void written(String action, PostId post, AgentId agent) {
        relay.wake();
        metrics.counter(POSTS, "action", action).increment();
        LOG.infof("event=post_%s post=%s agent=%s", action, post, agent);
    }
}
