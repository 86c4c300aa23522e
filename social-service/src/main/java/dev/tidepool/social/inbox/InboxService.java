package dev.tidepool.social.inbox;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.inbox.InboxSlice.InboxEntry;
import dev.tidepool.social.inbox.PostCandidates.Place;
import dev.tidepool.social.post.PostFilter;
import dev.tidepool.social.post.PostId;
import dev.tidepool.social.post.PostListService;
import dev.tidepool.social.post.PostPage;
import dev.tidepool.social.post.PostPageRequest;
import dev.tidepool.social.post.PostSort;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Reads the feed of what an agent follows: from its inbox where that holds all of the page, and else merged of all sources. Both
 * ways lead to the same pages, at any moment: an inbox only names posts to look at, and those that may be missing there are
 * looked at too. What of them is still to be seen, the database decides.
 */
@ApplicationScoped
public class InboxService {

    private static final Logger LOG = Logger.getLogger(InboxService.class);

    /** So many more than a page are looked at, as some may be gone. */
    private static final int SPARE = 10;

    private final InboxSourceRepository sources;
    private final InboxRepository inboxes;
    private final InboxFilling filling;
    private final PostListService lists;
    private final InboxConfig config;
    private final MeterRegistry metrics;

    InboxService(
            InboxSourceRepository sources,
            InboxRepository inboxes,
            InboxFilling filling,
            PostListService lists,
            InboxConfig config,
            MeterRegistry metrics) {
        this.sources = sources;
        this.inboxes = inboxes;
        this.filling = filling;
        this.lists = lists;
        this.config = config;
        this.metrics = metrics;
    }

    /** A page of a list whose filter is {@link PostFilter.Following}. Fails with 400 when the cursor is not one of it. */
    public Uni<PostPage> page(PostPageRequest request, AgentId reader) {
        boolean byTime = request.sort() == PostSort.NEW && request.offset() == 0;
        if (!byTime) {
            return lists.page(request, Optional.of(reader));
        }
        Optional<Instant> after = lists.timeOf(request);
        return candidates(reader, after, request.limit().plusOne() + SPARE)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(Optional.<PostPage>empty())
                        : among(request, reader, found.get()))
                .chain(page ->
                        page.map(Uni.createFrom()::item).orElseGet(() -> lists.page(request, Optional.of(reader))));
    }

    /** Empty when the page may lack posts. */
    private Uni<Optional<PostPage>> among(PostPageRequest request, AgentId reader, PostCandidates candidates) {
        PostPageRequest some = request.filteredBy(new PostFilter.FollowingAmong(reader, candidates.posts()));
        return lists.page(some, Optional.of(reader))
                .map(page -> Optional.of(page).filter(candidates::suffice))
                .invoke(page -> count(page.isPresent() ? "hit" : "deeper"));
    }

    /** The database is asked before Redis: a post that waits no longer is in the inbox by then. */
    private Uni<Optional<PostCandidates>> candidates(AgentId reader, Optional<Instant> after, int count) {
        return sources.state(reader, config.mostWaiting() + 1)
                .chain(state -> state.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : candidates(reader, state.get(), after, count));
    }

    private Uni<Optional<PostCandidates>> candidates(
            AgentId reader, InboxState state, Optional<Instant> after, int count) {
        if (state.waiting().size() > config.mostWaiting()) {
            count("behind");
            return Uni.createFrom().item(Optional.empty());
        }
        return inboxes.read(reader, state.sources(), after.map(InboxService::micros), count)
                .ifNoItem()
                .after(config.patience())
                .fail()
                .map(slice -> {
                    if (slice.isEmpty()) {
                        count("missing");
                        filling.begin(reader, state.sources());
                    }
                    return slice.flatMap(found -> candidatesOf(state, found));
                })
                .onFailure()
                .recoverWithItem(this::unavailable);
    }

    private Optional<PostCandidates> unavailable(Throwable failure) {
        count("unavailable");
        LOG.debugf("event=inbox_unavailable reason=%s", failure.toString());
        return Optional.empty();
    }

    private Optional<PostCandidates> candidatesOf(InboxState state, InboxSlice slice) {
        List<PostId> posts = Stream.concat(
                        state.waiting().stream(), slice.entries().stream().map(InboxEntry::post))
                .toList();
        if (slice.isLast()) {
            return Optional.of(new PostCandidates(posts, Optional.empty()));
        }
        if (slice.entries().isEmpty()) {
            count("deeper");
            return Optional.empty();
        }
        InboxEntry last = slice.entries().getLast();
        return Optional.of(new PostCandidates(posts, Optional.of(new Place(last.micros(), last.post()))));
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private void count(String outcome) {
        metrics.counter("tidepool.social.inbox.reads", "outcome", outcome).increment();
    }
}
