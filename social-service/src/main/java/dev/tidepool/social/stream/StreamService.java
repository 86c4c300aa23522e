package dev.tidepool.social.stream;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.journal.JournalGrew;
import dev.tidepool.social.stream.TimelineRepository.Bounds;
import dev.tidepool.social.stream.TimelineRepository.News;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** The open streams of this instance. When the journal grew, one statement finds which of their agents it is for. */
@ApplicationScoped
class StreamService {

    private static final Logger LOG = Logger.getLogger(StreamService.class);

    /** After what could not be looked through. */
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final TimelineRepository timelines;
    private final StreamConfig config;
    private final Vertx vertx;
    private final StreamPlaces places;
    private final Set<LiveStream> open = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile long seen;

    StreamService(TimelineRepository timelines, StreamConfig config, Vertx vertx, MeterRegistry metrics) {
        this.timelines = timelines;
        this.config = config;
        this.vertx = vertx;
        this.places = new StreamPlaces(config.maxPerAgent(), config.maxStreams());
        metrics.gaugeCollectionSize("tidepool.social.streams", Tags.empty(), open);
    }

    /**
     * Makes ready a stream that goes on after a position, or from now on. Fails with 429 or 503 when there are too many.
     *
     * @param after what the client saw last
     * @param routing has its place until it ends, whatever comes of it
     */
    Uni<OpenedStream> prepare(AgentId agent, Optional<Long> after, RoutingContext routing) {
        places.take(agent);
        routing.addEndHandler(done -> places.release(agent));
        return timelines
                .bounds()
                .invoke(this::lookFrom)
                .map(bounds -> opened(agent, after, bounds, config.maxResumed()));
    }

    /** While nobody listens nothing is looked through: the first need not catch up with all that. */
    private void lookFrom(Bounds bounds) {
        if (open.isEmpty()) {
            seen = bounds.last();
        }
    }

    /** Who has seen what is not known any more, or too far back, or never was, is told so or begins at the end. */
    static OpenedStream opened(AgentId agent, Optional<Long> after, Bounds bounds, long maxResumed) {
        long from = Math.min(after.orElse(bounds.last()), bounds.last());
        long earliest = Math.max(bounds.first() - 1, bounds.last() - maxResumed);
        return from < earliest
                ? new OpenedStream(agent, earliest, EventText.gap(earliest))
                : new OpenedStream(agent, from, EventText.ready(from));
    }

    /** Begins to write. {@code ended} is called when it ended as it should, not when the client is gone. */
    void begin(OpenedStream opened, RoutingContext routing, Runnable ended) {
        HttpServerResponse response =
                routing.response().setChunked(true).setWriteQueueMaxSize(config.maxWaitingBytes());
        LiveStream stream = new LiveStream(
                opened,
                response,
                routing.request().connection(),
                vertx.getOrCreateContext(),
                position -> timelines.page(opened.agent(), position, config.readTogether(), config.window()));
        long timer = vertx.setPeriodic(
                config.heartbeat().toMillis(), tick -> stream.look(config.lifetime(), config.maxStall()));
        routing.addEndHandler(done -> {
            vertx.cancelTimer(timer);
            open.remove(stream);
            if (done.succeeded()) {
                ended.run();
            }
        });
        open.add(stream);
        response.write(opened.beginning());
        stream.wake();
    }

    void grew(@Observes JournalGrew grew) {
        asked.set(true);
        if (!open.isEmpty() && looking.compareAndSet(false, true)) {
            asked.set(false);
            look();
        }
    }

    private void look() {
        long from = seen;
        Set<LiveStream> before = Set.copyOf(open);
        Set<AgentId> agents = before.stream().map(LiveStream::agent).collect(Collectors.toUnmodifiableSet());
        timelines
                .news(from, agents, config.lookedThrough())
                .subscribe()
                .with(
                        news -> {
                            open.forEach(stream -> tell(stream, before, from, news));
                            seen = news.last();
                            looked(news.last() > from);
                        },
                        failure -> {
                            LOG.warnf("event=streams_unwoken reason=%s", failure.toString());
                            looking.set(false);
                            vertx.setTimer(AGAIN.toMillis(), timer -> grew(new JournalGrew()));
                        });
    }

    /** One that came while the others were looked for was not asked about: it looks for itself. */
    private static void tell(LiveStream stream, Set<LiveStream> before, long from, News news) {
        if (news.agents().contains(stream.agent()) || !before.contains(stream)) {
            stream.wake();
        } else {
            stream.pass(from, news.last());
        }
    }

    private void looked(boolean more) {
        looking.set(false);
        if (more || asked.get()) {
            grew(new JournalGrew());
        }
    }

    /** They would outlast the waiting for requests under way. */
    void stop(@Observes ShutdownDelayInitiatedEvent stopping) {
        open.forEach(LiveStream::end);
    }
}
