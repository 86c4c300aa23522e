package dev.tidepool.gateway.edge;

import dev.tidepool.gateway.route.TimeoutClass;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.log.Redaction;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.concurrent.FastThreadLocal;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * One line for each request. Lines are written into the event loop's own buffer and from there to the console by one thread,
 * many at a time: no request waits for the console, and a line that finds no room is lost and counted.
 */
@Singleton
class AccessLog {

    private static final Logger LOG = Logger.getLogger("dev.tidepool.request");

    private final OutputStream console = new FileOutputStream(FileDescriptor.out);
    private final AccessLogConfig config;
    private final boolean json;
    private final MeterRegistry metrics;
    private final Counter lost;
    private final List<LineBuffer> buffers = new CopyOnWriteArrayList<>();
    private final FastThreadLocal<Pen> pens = new FastThreadLocal<>() {
        @Override
        protected Pen initialValue() {
            Pen pen = new Pen(new LineBuffer(config.bufferBytes()), new LineFormat(json));
            buffers.add(pen.buffer());
            return pen;
        }
    };
    private final Thread writer = new Thread(this::work, "access-log");
    private volatile boolean stopped;

    AccessLog(
            AccessLogConfig config,
            MeterRegistry metrics,
            @ConfigProperty(name = "quarkus.log.console.json.enabled", defaultValue = "true") boolean json) {
        this.config = config;
        this.json = json;
        this.metrics = metrics;
        this.lost = metrics.counter("tidepool.accesslog.lost");
    }

    private record Pen(LineBuffer buffer, LineFormat format) {}

    @PostConstruct
    void begin() {
        writer.setDaemon(true);
        writer.start();
    }

    void write(Exchange exchange, long nanos) {
        boolean slow = isSlow(exchange, nanos);
        if (slow) {
            metrics.counter("tidepool.requests.slow", "uri", exchange.template())
                    .increment();
        }
        if (!config.enabled() || !LOG.isInfoEnabled()) {
            return;
        }
        Pen pen = pens.get();
        add(pen, entry(exchange, nanos, "INFO", "event=request"));
        if (slow) {
            add(pen, entry(exchange, nanos, "WARN", "event=slow_request"));
        }
    }

    private void add(Pen pen, LineFormat.Entry entry) {
        long now = System.currentTimeMillis();
        if (pen.buffer().add(line -> pen.format().append(line, entry, now))) {
            LockSupport.unpark(writer);
        }
    }

    private static LineFormat.Entry entry(Exchange exchange, long nanos, String level, String event) {
        return new LineFormat.Entry(
                level,
                event,
                exchange.request().method().name(),
                clean(exchange.path()),
                exchange.response().getStatusCode(),
                exchange.response().bytesWritten(),
                nanos / 1000,
                exchange.requestId(),
                exchange.caller() instanceof Caller.Member member
                        ? member.organization().toString()
                        : "",
                exchange.client().address(),
                exchange.trace());
    }

    private boolean isSlow(Exchange exchange, long nanos) {
        return nanos > config.slow().toNanos()
                && exchange.isCounted()
                && exchange.route().timeout() != TimeoutClass.STREAM;
    }

    /** Only what has one of these can hold a secret: nearly no path does, and looking closer is dear. */
    private static String clean(String path) {
        boolean suspect =
                path.indexOf('_') >= 0 || path.indexOf('=') >= 0 || path.indexOf(':') >= 0 || path.contains("eyJ");
        return suspect ? Redaction.redact(path) : path;
    }

    private void work() {
        while (!stopped) {
            LockSupport.parkNanos(config.delay().toNanos());
            drain();
        }
    }

    private synchronized void drain() {
        for (LineBuffer buffer : buffers) {
            long missing = buffer.drainTo(console);
            if (missing > 0) {
                lost.increment((double) missing);
            }
        }
    }

    @PreDestroy
    void end() {
        stopped = true;
        drain();
    }
}
