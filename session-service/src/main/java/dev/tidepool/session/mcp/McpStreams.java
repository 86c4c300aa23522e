package dev.tidepool.session.mcp;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.shutdown.Drain;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The streams on which a server may speak first. This one has nothing to say unasked; some clients open one all the same, and take its
 * end for the server's.
 */
@ApplicationScoped
class McpStreams {

    private static final Duration RETRY = Duration.ofSeconds(30);
    private static final String COMMENT = ": \n\n";

    private final McpSessions sessions;
    private final McpConfig config;
    private final Vertx vertx;
    private final Set<Stream> open = ConcurrentHashMap.newKeySet();

    McpStreams(McpSessions sessions, McpConfig config, Vertx vertx, MeterRegistry metrics) {
        this.sessions = sessions;
        this.config = config;
        this.vertx = vertx;
        metrics.gaugeCollectionSize("tidepool.mcp.streams", Tags.empty(), open);
    }

    /** By its identity: a client may open several of one session. */
    private static final class Stream {

        private final HttpServerResponse response;
        private final Caller.Member member;
        private final String session;
        private final long begun = System.nanoTime();

        private Stream(HttpServerResponse response, Caller.Member member, String session) {
            this.response = response;
            this.member = member;
            this.session = session;
        }

        boolean isOlderThan(Duration age) {
            return System.nanoTime() - begun > age.toNanos();
        }

        /** One that is closed, or whose client reads nothing, is left alone. */
        void keepAlive() {
            if (!response.ended() && !response.closed() && !response.writeQueueFull()) {
                response.write(COMMENT);
            }
        }

        void end() {
            if (!response.ended() && !response.closed()) {
                response.end();
            }
        }
    }

    /** Begins one in a session that is the caller's. @throws Problem 429 or 503 when there are too many */
    void open(RoutingContext routing, Caller.Member member, String session) {
        Stream stream = new Stream(routing.response(), member, session);
        take(stream, member.organization());
        long timer = vertx.setPeriodic(config.keepAliveEvery().toMillis(), tick -> look(stream));
        routing.addEndHandler(ended -> {
            vertx.cancelTimer(timer);
            open.remove(stream);
        });
        routing.response()
                .setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader("X-Accel-Buffering", "no");
        stream.keepAlive();
    }

    private synchronized void take(Stream stream, OrganizationId organization) {
        long own = open.stream()
                .filter(other -> other.member.organization().equals(organization))
                .count();
        if (own >= config.maxStreamsOfOrganization()) {
            throw Problem.of(
                            McpError.MCP_STREAM_LIMIT_REACHED,
                            "The organisation has " + own + " open streams, and may have no more. Close one.")
                    .retryAfter(RETRY);
        }
        if (open.size() >= config.maxStreams()) {
            throw Problem.unavailable("There is no room for more streams here. Try again.", RETRY);
        }
        open.add(stream);
    }

    private void look(Stream stream) {
        if (stream.isOlderThan(config.streamLifetime())) {
            stream.end();
            return;
        }
        sessions.require(stream.member, stream.session)
                .subscribe()
                .with(still -> stream.keepAlive(), ended -> stream.end());
    }

    /** Those of a session that was ended here; on other instances they find out by themselves. */
    void end(String session) {
        open.stream().filter(stream -> stream.session.equals(session)).forEach(Stream::end);
    }

    /** They would outlast the waiting for requests under way. */
    void stop(@Observes @Priority(Drain.BEGIN) ShutdownDelayInitiatedEvent stopping) {
        open.forEach(Stream::end);
    }
}
