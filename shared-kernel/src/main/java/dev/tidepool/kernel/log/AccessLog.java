package dev.tidepool.kernel.log;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.concurrent.FastThreadLocal;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
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
public class AccessLog {

    private static final Logger LOG = Logger.getLogger("dev.tidepool.request");

    private final OutputStream console = System.out;
    private final AccessLogConfig config;
    private final boolean json;
    private final String service;
    private final Counter lost;
    private final List<LineBuffer> buffers = new CopyOnWriteArrayList<>();
    private final FastThreadLocal<Pen> pens = new FastThreadLocal<>() {
        @Override
        protected Pen initialValue() {
            Pen pen = new Pen(new LineBuffer(config.bufferBytes()), new LineFormat(json, service));
            buffers.add(pen.buffer());
            return pen;
        }
    };
    private final Thread writer = new Thread(this::work, "access-log");
    private volatile boolean stopped;

    AccessLog(
            AccessLogConfig config,
            MeterRegistry metrics,
            @ConfigProperty(name = "quarkus.log.console.json.enabled", defaultValue = "true") boolean json,
            @ConfigProperty(name = "tidepool.service") String service) {
        this.config = config;
        this.json = json;
        this.service = service;
        this.lost = metrics.counter("tidepool.accesslog.lost");
    }

    private record Pen(LineBuffer buffer, LineFormat format) {}

    @PostConstruct
    void begin() {
        writer.setDaemon(true);
        writer.start();
    }

    /** Whether lines are written at all. */
    public boolean isOn() {
        return config.enabled() && LOG.isInfoEnabled();
    }

    /** Tells of a request, on the event loop that served it. */
    public void add(AccessLine request) {
        AccessLine clean = request.withPath(clean(request.path()));
        Pen pen = pens.get();
        long now = System.currentTimeMillis();
        if (pen.buffer().add(line -> pen.format().append(line, clean, now))) {
            LockSupport.unpark(writer);
        }
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
