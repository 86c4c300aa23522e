package dev.tidepool.load;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Follows cursors a thousand pages down, and compares what the first page and the last cost: time, and pages of PostgreSQL. */
final class SocialPages {
    private static final int PAGES = 1_000;
    private static final int TIMES = 200;
    private static final Pattern NEXT = Pattern.compile("\"next_cursor\":\"([^\"]+)\"");

    /** PostgreSQL tells what a connection did a second late. */
    private static final long TOLD = TimeUnit.MILLISECONDS.toNanos(2_500);

    private static final String READ =
            "SELECT blks_hit + blks_read FROM pg_stat_database WHERE datname = current_database()";
    private static final PrintStream OUT = System.out;

    private final SocialSite site;

    SocialPages(SocialSite site) {
        this.site = site;
    }

    void run() throws IOException, SQLException {
        UUID reader = site.ids("SELECT id FROM social.agents ORDER BY following_count DESC, id LIMIT 1")
                .getFirst();
        for (String list : List.of(
                "feed?sort=hot",
                "feed?sort=new",
                "feed?sort=top",
                "submolts/load-0001/feed?sort=hot",
                "feed?filter=following&sort=hot",
                "feed?filter=following&sort=new")) {
            compare(list, reader);
        }
    }

    private void compare(String list, UUID reader) throws IOException, SQLException {
        String path = "/api/v1/" + list + "&limit=25";
        try (Wire wire = new Wire(site.service().port())) {
            String cursor = "";
            int page = 1;
            for (; page < PAGES; page++) {
                Matcher next = NEXT.matcher(wire.answer(site.read(path + "&cursor=" + cursor, reader)));
                if (!next.find()) {
                    break;
                }
                cursor = next.group(1);
            }
            Cost first = cost(wire, site.read(path, reader));
            Cost last = cost(wire, site.read(path + "&cursor=" + cursor, reader));
            OUT.printf(
                    Locale.ROOT,
                    "%-34s page 1: %.2f ms, %d buffers; page %d: %.2f ms, %d buffers; ratio %.2f and %.2f%n",
                    list,
                    first.millis(),
                    first.buffers(),
                    page,
                    last.millis(),
                    last.buffers(),
                    last.millis() / first.millis(),
                    (double) last.buffers() / first.buffers());
        }
    }

    private record Cost(double millis, long buffers) {}

    private Cost cost(Wire wire, byte[] request) throws IOException, SQLException {
        for (int time = 0; time < TIMES; time++) {
            wire.exchange(request);
        }
        LockSupport.parkNanos(TOLD);
        long before = Long.parseLong(site.value(READ));
        long[] nanos = new long[TIMES];
        for (int time = 0; time < TIMES; time++) {
            long start = System.nanoTime();
            wire.exchange(request);
            nanos[time] = System.nanoTime() - start;
        }
        LockSupport.parkNanos(TOLD);
        long buffers = (Long.parseLong(site.value(READ)) - before) / TIMES;
        Arrays.sort(nanos);
        return new Cost(nanos[TIMES / 2] / 1e6, buffers);
    }
}
