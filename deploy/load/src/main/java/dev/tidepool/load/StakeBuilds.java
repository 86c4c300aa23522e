package dev.tidepool.load;

import dev.tidepool.load.SteadyLoad.Latency;
import dev.tidepool.local.Home;
import dev.tidepool.local.suite.Service;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Builds of {@code create-and-delegate} by the packaged staking service, each of another wallet and amount and each kept before it
 * is answered; then, in turn with it, by Express and web3.js, which keep nothing. The RPC node answers 50 ms late.
 */
final class StakeBuilds {
    private static final int SECONDS = Integer.getInteger("load.seconds", 10);
    private static final int WARM_SECONDS = 5;
    private static final int USERS = 300;
    private static final int FEW = 10;
    private static final int PER_SECOND = 1_000;
    private static final int ROUNDS = 3;
    private static final Duration LATE = Duration.ofMillis(50);
    private static final String PATH = "/v1/staking/transactions/create-and-delegate";
    private static final PrintStream OUT = System.out;

    private final Stand stand;
    private final Tokens tokens;
    private final StakeOrders orders;
    private final Program node;
    private final Path script;
    private final UUID organization = UUID.randomUUID();

    private StakeBuilds(Stand stand, Tokens tokens, StakeOrders orders, Program node, Path script) {
        this.stand = stand;
        this.tokens = tokens;
        this.orders = orders;
        this.node = node;
        this.script = script;
    }

    /** CPU seconds are for 10,000 builds; calls are those of the node in the measured time. */
    private record Round(
            Wrk.Result result, double cpu, double postgres, double redis, double callsPerMinute, double callsPerBuild)
            implements Comparable<Round> {
        @Override
        public int compareTo(Round other) {
            return Double.compare(result.perSecond(), other.result.perSecond());
        }
    }

    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(System.getProperty("tidepool.root", ".")).toAbsolutePath();
        Path directory =
                Files.createTempDirectory(Files.createDirectories(root.resolve("deploy/load/target")), "stand-");
        try (Stand stand = new Stand(new Home(root, directory), Service.STAKING);
                Tokens tokens = new Tokens()) {
            StakeRecording recording = stand.recording();
            Program node = stand.recordedNode(recording, LATE);
            Program service = stand.packaged(
                    Service.STAKING,
                    Map.of(
                            "TIDEPOOL_GATEWAY_MANAGEMENT_URL", tokens.url(),
                            "TIDEPOOL_SOLANA_RPC_URLS", node.url()));
            Program express = stand.express(node);
            new StakeBuilds(stand, tokens, StakeOrders.of(recording.vote()), node, directory.resolve("build.lua"))
                    .run(service, express);
        }
        OUT.println("Logs: " + directory.resolve("logs"));
    }

    private void run(Program service, Program express) {
        warm(service, FEW);
        service.warmUp(() -> warm(service, USERS));
        // Its compilers cannot be told from it.
        warm(express, USERS);
        warm(express, USERS);
        List<Round> ours = new ArrayList<>();
        List<Round> theirs = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            ours.add(round(service));
            theirs.add(round(express));
        }
        OUT.printf(
                Locale.ROOT,
                "%-24s %8s %17s %8s %8s %8s %21s %14s%n",
                USERS + " connections",
                "builds/s",
                "(rounds)",
                "p50 ms",
                "p95 ms",
                "p99 ms",
                "CPU s/10k: it PG Redis",
                "calls/build");
        Round service1 = row("staking service", ours);
        Round express1 = row("Express and web3.js", theirs);
        steady(service, 3);
        long callsBefore = calls();
        Latency latency = steady(service, SECONDS);
        double minutes = SECONDS / 60.0;
        OUT.printf(
                Locale.ROOT,
                "%d builds/s, open loop: p50 %.1f  p95 %.1f  p99 %.1f ms; %.0f RPC calls a minute%n",
                PER_SECOND,
                latency.p50(),
                latency.p95(),
                latency.p99(),
                (calls() - callsBefore) / minutes);
        OUT.printf("%n%-52s %9s %9s%n", "goal", "limit", "here");
        double perSecond = service1.result().perSecond();
        goal("builds a second", perSecond, ">=", PER_SECOND);
        goal("p95 at 1,000/s, ms, of which the node takes 50", latency.p95(), "<=", 50);
        goal("resident memory, MB", (double) service.residentMegabytes(), "<=", 300);
        goal("throughput, x Express", perSecond / express1.result().perSecond(), ">=", 3);
        goal("CPU of the programs, x Express", service1.cpu() / express1.cpu(), "<=", 0.5);
        goal(
                "the same with PostgreSQL and Redis",
                (service1.cpu() + service1.postgres() + service1.redis()) / express1.cpu(),
                "<=",
                0.5);
    }

    private Round round(Program program) {
        double cpu = program.cpuSeconds();
        double postgres = stand.postgresCpuSeconds();
        double redis = stand.redisCpuSeconds();
        long calls = calls();
        Wrk.Result result = load(program, SECONDS);
        double tenThousands = result.requests() / 10_000.0;
        return new Round(
                result,
                (program.cpuSeconds() - cpu) / tenThousands,
                (stand.postgresCpuSeconds() - postgres) / tenThousands,
                (stand.redisCpuSeconds() - redis) / tenThousands,
                (calls() - calls) * 60.0 / SECONDS,
                (double) (calls() - calls) / result.requests());
    }

    /** The round in the middle. */
    private static Round row(String name, List<Round> rounds) {
        List<Round> sorted = rounds.stream().sorted().toList();
        Round median = sorted.get(ROUNDS / 2);
        OUT.printf(
                Locale.ROOT,
                "%-24s %8.0f %8.0f-%-8.0f %8.1f %8.1f %8.1f %8.2f %6.2f %6.2f %14.3f%n",
                name,
                median.result().perSecond(),
                sorted.getFirst().result().perSecond(),
                sorted.getLast().result().perSecond(),
                median.result().p50Millis(),
                median.result().p95Millis(),
                median.result().p99Millis(),
                median.cpu(),
                median.postgres(),
                median.redis(),
                median.callsPerBuild());
        return median;
    }

    private static void goal(String name, double value, String relation, double limit) {
        boolean met = relation.equals("<=") ? value <= limit : value >= limit;
        OUT.printf(Locale.ROOT, "%-52s %2s %6.1f %9.2f  %s%n", name, relation, limit, value, met ? "met" : "MISSED");
    }

    private void warm(Program program, int connections) {
        writeScript();
        Wrk.warm(program.url() + PATH, script, connections, WARM_SECONDS);
    }

    private Wrk.Result load(Program program, int seconds) {
        writeScript();
        return Wrk.run(program.url() + PATH, script, USERS, seconds);
    }

    /** Its token lives for less than two minutes. */
    private void writeScript() {
        Home.writePrivate(script, orders.script(tokens.bearer(organization)));
    }

    private Latency steady(Program service, int seconds) {
        String bearer = tokens.bearer(organization);
        return Latency.of(SteadyLoad.run(
                service.port(),
                (connection, number) -> Wire.post(PATH, bearer, orders.json(connection + number * USERS)),
                USERS,
                PER_SECOND,
                seconds));
    }

    private long calls() {
        HttpRequest asked =
                HttpRequest.newBuilder(URI.create(node.url() + "/calls")).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return Long.parseLong(
                    http.send(asked, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
