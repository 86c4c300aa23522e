package dev.tidepool.social.inbox;

import dev.tidepool.kernel.id.AgentId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Makes inboxes from the database, beside the requests that found none. The inbox is marked before the posts are read, and what is
 * written from then on is put into it: so it lacks nothing when both are there.
 */
@ApplicationScoped
class InboxFilling {

    private static final Logger LOG = Logger.getLogger(InboxFilling.class);

    private final InboxSourceRepository sources;
    private final InboxRepository inboxes;
    private final InboxConfig config;
    private final MeterRegistry metrics;
    private final AtomicInteger underWay = new AtomicInteger();

    InboxFilling(InboxSourceRepository sources, InboxRepository inboxes, InboxConfig config, MeterRegistry metrics) {
        this.sources = sources;
        this.inboxes = inboxes;
        this.config = config;
        this.metrics = metrics;
    }

    /** Nobody waits for it, and when too many are being filled, it is left to the next who reads. */
    void begin(AgentId reader, String known) {
        if (underWay.incrementAndGet() > config.filledTogether()) {
            underWay.decrementAndGet();
            return;
        }
        Timer.Sample sample = Timer.start(metrics);
        fill(reader, known)
                .onTermination()
                .invoke(() -> underWay.decrementAndGet())
                .subscribe()
                .with(ready -> done(sample, ready ? "ready" : "overtaken"), failure -> {
                    done(sample, "failed");
                    LOG.warnf("event=inbox_unfilled agent=%s reason=%s", reader, failure.toString());
                });
    }

    /** @param known the sources as they were before: if there are more by now, the inbox is found to be for others */
    private Uni<Boolean> fill(AgentId reader, String known) {
        String token = Long.toHexString(ThreadLocalRandom.current().nextLong());
        return inboxes.begin(reader, token)
                .chain(run -> sources.newest(reader, config.capacity())
                        .chain(posts -> inboxes.finish(reader, token, run, known, posts)));
    }

    private void done(Timer.Sample sample, String outcome) {
        sample.stop(metrics.timer("tidepool.social.inbox.fills", "outcome", outcome));
    }
}
