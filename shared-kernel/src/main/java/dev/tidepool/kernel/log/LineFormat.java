package dev.tidepool.kernel.log;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How a line of the access log looks: as the framework's own console lines do, in JSON or as text. Of one event loop. */
final class LineFormat {

    private static final DateTimeFormatter JSON_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter TEXT_TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final byte[] JSON_BEGIN = ascii("{\"timestamp\":\"");

    private final boolean json;
    private final ZoneId zone;
    private final byte[] beforeMdc;
    private final byte[] end;
    private long second = Long.MIN_VALUE;
    private byte[] time = {};
    private byte[] offset = {};

    /** To be made on the thread whose requests it describes. */
    LineFormat(boolean json, String service) {
        this.json = json;
        this.zone = ZoneId.systemDefault();
        Thread thread = Thread.currentThread();
        this.beforeMdc = ascii("\",\"threadName\":\"" + thread.getName() + "\",\"threadId\":" + thread.threadId()
                + ",\"mdc\":{\"requestId\":\"");
        String[] process = ManagementFactory.getRuntimeMXBean().getName().split("@", 2);
        this.end = ascii("\"},\"ndc\":\"\",\"hostName\":\"" + (process.length > 1 ? process[1] : "")
                + "\",\"processName\":\"" + service
                + "\",\"processId\":" + process[0] + "}\n");
    }

    void append(LineBuffer line, AccessLine entry, long nowMillis) {
        stamp(nowMillis);
        if (json) {
            json(line, entry, nowMillis);
        } else {
            text(line, entry, nowMillis);
        }
    }

    private void json(LineBuffer line, AccessLine entry, long nowMillis) {
        line.raw(JSON_BEGIN).raw(time);
        millis(line, nowMillis);
        line.raw(offset)
                .plain("\",\"loggerClassName\":\"org.jboss.logging.Logger\",\"loggerName\":\"dev.tidepool.request\""
                        + ",\"level\":\"")
                .plain(entry.level())
                .plain("\",\"message\":\"");
        message(line, entry);
        line.raw(beforeMdc).plain(entry.requestId());
        if (!entry.organization().isEmpty()) {
            line.plain("\",\"organization\":\"").plain(entry.organization());
        }
        line.plain("\",\"traceId\":\"")
                .plain(entry.traceId())
                .plain("\",\"spanId\":\"")
                .plain(entry.spanId())
                .plain(entry.sampled() ? "\",\"sampled\":\"true" : "\",\"sampled\":\"false")
                .raw(end);
    }

    private void text(LineBuffer line, AccessLine entry, long nowMillis) {
        line.raw(time);
        millis(line, nowMillis);
        line.plain(entry.level().equals("INFO") ? " INFO  [de.ti.request] " : " WARN  [de.ti.request] ");
        message(line, entry);
        line.plain(" request=")
                .plain(entry.requestId())
                .plain(" trace=")
                .plain(entry.traceId())
                .plain(" organization=")
                .plain(entry.organization())
                .plain("\n");
    }

    private static void message(LineBuffer line, AccessLine entry) {
        line.plain(entry.event())
                .plain(" method=")
                .foreign(entry.method())
                .plain(" path=")
                .foreign(entry.path());
        line.plain(" status=").number(entry.status());
        line.plain(" bytes=").number(entry.bytes());
        line.plain(" micros=").number(entry.micros());
        if (!entry.client().isEmpty()) {
            line.plain(" client=").foreign(entry.client());
        }
    }

    private static void millis(LineBuffer line, long nowMillis) {
        long fraction = Math.floorMod(nowMillis, 1000L);
        line.plain(fraction < 10 ? ".00" : fraction < 100 ? ".0" : ".").number(fraction);
    }

    /** The part that changes once a second. */
    private void stamp(long nowMillis) {
        long now = Math.floorDiv(nowMillis, 1000L);
        if (now != second) {
            second = now;
            var moment = Instant.ofEpochSecond(now).atZone(zone);
            time = ascii(moment.format(json ? JSON_TIME : TEXT_TIME));
            offset = ascii(moment.getOffset().toString());
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
