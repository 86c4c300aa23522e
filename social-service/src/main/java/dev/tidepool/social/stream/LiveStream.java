package dev.tidepool.social.stream;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.net.Connections;
import dev.tidepool.social.stream.TimelineRepository.TimelinePage;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.function.LongFunction;
import org.jboss.logging.Logger;

/**
 * One open stream. It reads the journal after its own position whenever it is woken, so nothing is lost or repeated, and no further while its
 * reader is behind: what waits for it is in the database. All happens on the response's own thread.
 */
final class LiveStream {

    private static final Logger LOG = Logger.getLogger(LiveStream.class);

    private final AgentId agent;
    private final HttpServerResponse response;
    private final HttpConnection connection;
    private final Context context;
    private final LongFunction<Uni<TimelinePage>> read;
    private final long begun = System.nanoTime();
    private long position;
    private boolean isReading;
    private boolean isWoken;
    private long stalledSince;

    /** @param read gives a page of what comes after a position */
    LiveStream(
            OpenedStream opened,
            HttpServerResponse response,
            HttpConnection connection,
            Context context,
            LongFunction<Uni<TimelinePage>> read) {
        this.agent = opened.agent();
        this.position = opened.after();
        this.response = response;
        this.connection = connection;
        this.context = context;
        this.read = read;
    }

    AgentId agent() {
        return agent;
    }

    /** There may be something for the agent. */
    void wake() {
        context.runOnContext(ignored -> {
            isWoken = true;
            pump();
        });
    }

    /**
     * There is nothing for the agent between two positions. One that has not come as far as the first, or is about to read, looks for
     * itself.
     */
    void pass(long from, long to) {
        context.runOnContext(ignored -> {
            if (!isReading && !isWoken && position >= from) {
                position = Math.max(position, to);
            }
        });
    }

    private void pump() {
        if (!isWoken || isReading || isOver()) {
            return;
        }
        if (response.writeQueueFull()) {
            response.drainHandler(drained -> pump());
            return;
        }
        isWoken = false;
        isReading = true;
        read.apply(position)
                .subscribe()
                .with(
                        page -> context.runOnContext(ignored -> take(page)),
                        failure -> context.runOnContext(ignored -> failed(failure)));
    }

    private void take(TimelinePage page) {
        isReading = false;
        if (isOver()) {
            return;
        }
        if (!page.events().isEmpty()) {
            response.write(EventText.of(page.events()));
        }
        position = Math.max(position, page.to());
        isWoken |= page.more();
        pump();
    }

    /** The client comes back with the last position it saw. */
    private void failed(Throwable failure) {
        isReading = false;
        LOG.warnf("event=stream_unread agent=%s reason=%s", agent, failure.toString());
        end();
    }

    /** Says that it lives, unless its reader is behind: who stays so for too long is closed, and so is who has been here for long. */
    void look(Duration lifetime, Duration maxStall) {
        context.runOnContext(ignored -> {
            if (isOver()) {
                return;
            }
            long now = System.nanoTime();
            if (response.writeQueueFull()) {
                stalledSince = stalledSince == 0 ? now : stalledSince;
                if (now - stalledSince >= maxStall.toNanos()) {
                    LOG.infof("event=stream_stalled agent=%s", agent);
                    Connections.cut(connection);
                }
                return;
            }
            stalledSince = 0;
            if (now - begun >= lifetime.toNanos()) {
                response.end();
            } else {
                response.write(EventText.heartbeat(position));
            }
        });
    }

    void end() {
        context.runOnContext(ignored -> {
            if (!isOver()) {
                response.end();
            }
        });
    }

    private boolean isOver() {
        return response.ended() || response.closed();
    }
}
