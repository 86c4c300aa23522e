package dev.tidepool.load;

import dev.tidepool.load.SteadyLoad.Latency;
import dev.tidepool.local.Home;
import dev.tidepool.local.suite.Service;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** One run: direct, floor and gateway after one another, and a table of what came out. */
final class Benchmark {
    private static final String PATH = "/v1/models";
    private static final String STREAM = "/v1/sessions/1/stream";
    private static final int SECONDS = Integer.getInteger("load.seconds", 10);

    /** Each is measured in turn, so often: what disturbs the machine disturbs all alike. */
    private static final int ROUNDS = 3;

    /** Of its time, when it has settled: what is measured is a service that has run for minutes, not its start. */
    private static final double COMPILING = 0.02;

    /** So many pieces of 5 s at most. */
    private static final int WARM_RUNS = 36;

    /** In turn, so that none comes to its limit. */
    private static final int WARM_KEYS = 4;

    private static final PrintStream OUT = System.out;

    private Benchmark() {}

    /**
     * @param cpu CPU seconds of the program for 10,000 requests
     * @param redis those of Redis
     */
    private record Saturated(double perSecond, double p99, double cpu, double redis) {
        double total() {
            return cpu + redis;
        }

        /** The round that stands in the middle by its cost. */
        static Saturated median(Stream<Saturated> rounds) {
            List<Saturated> sorted = rounds.sorted(java.util.Comparator.comparingDouble(Saturated::total))
                    .toList();
            return sorted.get(sorted.size() / 2);
        }
    }

    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(System.getProperty("tidepool.root", ".")).toAbsolutePath();
        Path directory =
                Files.createTempDirectory(Files.createDirectories(root.resolve("deploy/load/target")), "stand-");
        try (Stand stand = new Stand(new Home(root, directory), Service.GATEWAY)) {
            run(stand);
        } finally {
            delete(directory.resolve("postgres"));
            delete(directory.resolve("redis"));
        }
        OUT.println("Logs: " + directory.resolve("logs"));
    }

    private static void run(Stand stand) {
        List<String> warm = Stream.generate(Stand::newKey).limit(WARM_KEYS).toList();
        String key = Stand.newKey();
        Program upstream = stand.upstream();
        Program floor = stand.floor(upstream);
        Program gateway = stand.gateway(
                upstream, Stream.concat(warm.stream(), Stream.of(key)).toList());

        List<Program> programs = List.of(upstream, floor, gateway);
        programs.forEach(program -> warmUp(program, warm));
        List<List<Saturated>> rounds = Stream.generate(() -> programs.stream()
                        .map(program -> saturate(stand, program, key))
                        .toList())
                .limit(ROUNDS)
                .toList();
        Saturated direct = Saturated.median(rounds.stream().map(round -> round.get(0)));
        Saturated bare = Saturated.median(rounds.stream().map(round -> round.get(1)));
        Saturated ours = Saturated.median(rounds.stream().map(round -> round.get(2)));
        long resident = gateway.residentMegabytes();
        OUT.printf(
                Locale.ROOT,
                "%-22s %10s %9s %12s %12s %8s%n",
                "64 connections, 1 KB",
                "req/s",
                "p99 ms",
                "CPU s/10k",
                "Redis s/10k",
                "x floor");
        row("direct", direct, bare);
        row("bare Vert.x proxy", bare, bare);
        row("gateway", ours, bare);

        List<Latency> steady =
                SteadyLoad.compare(programs.stream().map(Program::port).toList(), PATH, key, ROUNDS, SECONDS);
        Latency added = steady.get(2).over(steady.get(0));
        SteadyLoad.firstBytes(gateway.port(), STREAM, key, 50);
        Latency streamed = SteadyLoad.firstBytes(gateway.port(), STREAM, key, 300)
                .over(SteadyLoad.firstBytes(upstream.port(), STREAM, key, 300));
        row("500 req/s, open loop", "direct", steady.get(0));
        row("", "floor", steady.get(1));
        row("", "gateway", steady.get(2));
        row("", "floor's", steady.get(1).over(steady.get(0)));
        row("", "added", added);
        row("event stream, first byte", "added", streamed);

        OUT.printf("%n%-42s %9s %9s%n", "goal", "limit", "here");
        goal("CPU, x floor (0.41 : 0.21 CPU s)", ours.total() / bare.total(), "<=", 1.95);
        goal("requests a second, x floor (35k : 55k)", ours.perSecond() / bare.perSecond(), ">=", 0.64);
        goal("p99 saturated, ms", ours.p99(), "<=", 5);
        goal("added at 500/s, p50, ms", added.p50(), "<=", 0.15);
        goal("added at 500/s, p99, ms", added.p99(), "<=", 1);
        goal("event stream's first byte, added p50, ms", streamed.p50(), "<=", 2);
        goal("resident memory, MB", (double) resident, "<=", 300);
    }

    /** Until the compilers are nearly done, whose threads would else be counted as what requests cost. */
    private static void warmUp(Program program, List<String> keys) {
        double compiling = 1;
        for (int run = 0; run < WARM_RUNS && compiling > COMPILING; run++) {
            double cpu = program.cpuSeconds();
            double compilers = program.compilerSeconds();
            Wrk.run(program.url() + PATH, keys.get(run % WARM_KEYS), 5);
            compiling = (program.compilerSeconds() - compilers) / (program.cpuSeconds() - cpu);
        }
        OUT.printf(Locale.ROOT, "%s has settled: %.1f %% of its time is compiling%n", program.name(), compiling * 100);
    }

    private static Saturated saturate(Stand stand, Program program, String key) {
        double cpu = program.cpuSeconds();
        double redis = stand.redisCpuSeconds();
        Wrk.Result result = Wrk.run(program.url() + PATH, key, SECONDS);
        double tenThousands = result.requests() / 10_000.0;
        return new Saturated(
                result.perSecond(),
                result.p99Millis(),
                (program.cpuSeconds() - cpu) / tenThousands,
                (stand.redisCpuSeconds() - redis) / tenThousands);
    }

    private static void goal(String name, double value, String relation, double limit) {
        boolean met = relation.equals("<=") ? value <= limit : value >= limit;
        OUT.printf(Locale.ROOT, "%-42s %2s %6.2f %9.3f  %s%n", name, relation, limit, value, met ? "met" : "MISSED");
    }

    private static void row(String name, Saturated result, Saturated floor) {
        OUT.printf(
                Locale.ROOT,
                "%-22s %10.0f %9.2f %12.3f %12.3f %8.2f%n",
                name,
                result.perSecond(),
                result.p99(),
                result.cpu(),
                result.redis(),
                result.total() / floor.total());
    }

    private static void row(String what, String name, Latency latency) {
        OUT.printf(Locale.ROOT, "%-26s %-8s p50 %7.3f ms   p99 %7.3f ms%n", what, name, latency.p50(), latency.p99());
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> paths = Files.walk(directory)) {
                paths.sorted(java.util.Comparator.reverseOrder())
                        .forEach(path -> path.toFile().delete());
            }
        }
    }
}
