package dev.tidepool.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Saturating load by wrk: as many requests as its connections carry. */
final class Wrk {
    private static final int CONNECTIONS = 64;

    /** A service that has just started takes long over its first answers. */
    private static final String PATIENCE = "--timeout=30s";

    private static final Pattern COUNT = Pattern.compile("(\\d+) requests in");
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([\\d.]+)");
    private static final Pattern P50 = Pattern.compile("50%\\s+([\\d.]+)(us|ms|s)");
    private static final Pattern P99 = Pattern.compile("99%\\s+([\\d.]+)(us|ms|s)");

    /** As {@link #TELLING_P95} prints it. */
    private static final Pattern P95 = Pattern.compile("95%\\s+([\\d.]+)(us|ms|s)");

    /** The end of a script: wrk by itself leaves this percentile out. */
    static final String TELLING_P95 = """
            done = function(summary, latency, requests)
                io.write(string.format("95%% %dus\\n", latency:percentile(95)))
            end
            """;

    private static final Pattern REFUSED = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");

    private Wrk() {}

    /**
     * Milliseconds of the answers, as wrk saw them: from sending to the last byte.
     *
     * @param p95Millis not a number where no script told it
     */
    record Result(long requests, double perSecond, double p50Millis, double p95Millis, double p99Millis) {}

    static Result run(String url, String key, int seconds) {
        return run(CONNECTIONS, seconds, "-H", "X-API-Key: " + key, url);
    }

    /** Requests that a script makes (wrk's own, in Lua). */
    static Result run(String url, Path script, int seconds) {
        return run(url, script, CONNECTIONS, seconds);
    }

    /** The same over so many connections. */
    static Result run(String url, Path script, int connections, int seconds) {
        return run(connections, seconds, "-s", script.toString(), url);
    }

    /** Only makes it warm: a service that is cold may refuse what it could do later. */
    static void warm(String url, Path script, int connections, int seconds) {
        output(connections, seconds, "-s", script.toString(), url);
    }

    private static Result run(int connections, int seconds, String... arguments) {
        String output = output(connections, seconds, arguments);
        if (REFUSED.matcher(output).find() || output.contains("Socket errors")) {
            throw new IllegalStateException("wrk had refused answers:\n" + output);
        }
        Matcher p95 = P95.matcher(output);
        return new Result(
                Long.parseLong(first(COUNT, output).group(1)),
                Double.parseDouble(first(RATE, output).group(1)),
                millis(first(P50, output)),
                p95.find() ? millis(p95) : Double.NaN,
                millis(first(P99, output)));
    }

    private static String output(int connections, int seconds, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("wrk", "-t2", "-c" + connections, "-d" + seconds + "s", "--latency", PATIENCE));
        command.addAll(List.of(arguments));
        try {
            Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (wrk.waitFor() != 0) {
                throw new IllegalStateException("wrk does not run:\n" + output);
            }
            return output;
        } catch (IOException failure) {
            throw new UncheckedIOException("wrk does not run", failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static double millis(Matcher found) {
        double value = Double.parseDouble(found.group(1));
        return switch (found.group(2)) {
            case "us" -> value / 1000;
            case "ms" -> value;
            default -> value * 1000;
        };
    }

    private static Matcher first(Pattern pattern, String output) {
        Matcher matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in wrk's output:\n" + output);
        }
        return matcher;
    }
}
