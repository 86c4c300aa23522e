package dev.tidepool.social.stream;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.net.Connections;
import dev.tidepool.social.stream.TimelineRepository.Told;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;
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
    private final LongFunction<Uni<List<Told>>> read;
    private final int pageSize;
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
            LongFunction<Uni<List<Told>>> read,
            int pageSize) {
        this.agent = opened.agent();
        this.position = opened.after();
        this.response = response;
        this.connection = connection;
        this.context = context;
        this.read = read;
        this.pageSize = pageSize;
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

    private void take(List<Told> page) {
        isReading = false;
        if (isOver()) {
            return;
        }
        if (!page.isEmpty()) {
            response.write(EventText.of(page));
            position = page.getLast().position();
        }
        isWoken |= page.size() == pageSize;
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
                response.write(EventText.HEARTBEAT);
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
