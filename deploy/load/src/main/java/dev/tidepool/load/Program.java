package dev.tidepool.load;

import dev.tidepool.local.Home;
import dev.tidepool.local.process.Probe;
import dev.tidepool.local.process.ProcessServer;
import dev.tidepool.local.suite.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A program under measurement: a Java one, started with the flags the launcher gives a service, or one of Node. */
final class Program extends ProcessServer {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    /** Clock ticks of /proc in a second: USER_HZ, fixed at 100 for programs. */
    private static final double TICKS = 100;

    /** It is warm when compilers take less of its time than this, or after this many runs. */
    private static final double COMPILING = 0.02;

    private static final int WARM_RUNS = Integer.getInteger("load.warm", 24);
    private static final Pattern COMPILER = Pattern.compile("^C[12] Compiler");

    private final int port;
    private final List<String> command;
    private final Map<String, String> environment;

    private Program(Home home, String name, int port, List<String> command, Map<String, String> environment) {
        super(home, name);
        this.port = port;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
    }

    static Program java(
            Home home, String name, Service like, int port, List<String> arguments, Map<String, String> environment) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(like.flags());
        String extra = System.getProperty("load.flags." + name, "");
        command.addAll(extra.isEmpty() ? List.of() : List.of(extra.split(" ", -1)));
        command.addAll(arguments);
        return new Program(home, name, port, command, environment);
    }

    /** @param command with the way to Node as its first word */
    static Program node(Home home, String name, int port, List<String> command, Map<String, String> environment) {
        return new Program(home, name, port, command, environment);
    }

    @Override
    public void start() {
        awaitReady(launch(command, environment), START_LIMIT);
    }

    @Override
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public Probe probe() {
        return new Probe.Accepts("127.0.0.1", port);
    }

    int port() {
        return port;
    }

    double cpuSeconds() {
        return cpuSeconds(pid().orElseThrow());
    }

    /** Loads it until its compilers have little left to do. */
    void warmUp(Runnable load) {
        double compiling = 1;
        for (int run = 0; run < WARM_RUNS && compiling > COMPILING; run++) {
            double cpu = cpuSeconds();
            double compilers = compilerSeconds();
            load.run();
            compiling = (compilerSeconds() - compilers) / (cpuSeconds() - cpu);
        }
    }

    /** Bytes of its heap that are in use, after a collection. */
    long liveBytes() {
        try {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(pid().orElseThrow()),
                            "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            try (var out = jcmd.getInputStream()) {
                String total = new String(out.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.startsWith("Total"))
                        .findFirst()
                        .orElseThrow();
                return Long.parseLong(total.trim().split("\\s+", -1)[2]);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What its compilers' threads took of it so far. */
    double compilerSeconds() {
        Path threads = Path.of("/proc", Long.toString(pid().orElseThrow()), "task");
        try (Stream<Path> all = Files.list(threads)) {
            return all.filter(thread ->
                            COMPILER.matcher(read(thread.resolve("comm"))).find())
                    .mapToDouble(thread -> cpuSeconds(thread.resolve("stat")))
                    .sum();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** User and system time of a process and its children so far. */
    static double cpuSecondsOfAll(long parent) {
        return cpuSeconds(parent)
                + ProcessHandle.of(parent).stream()
                        .flatMap(ProcessHandle::children)
                        .mapToDouble(child -> cpuSeconds(child.pid()))
                        .sum();
    }

    /** User and system time of a process so far. */
    static double cpuSeconds(long pid) {
        return cpuSeconds(Path.of("/proc", Long.toString(pid), "stat"));
    }

    private static double cpuSeconds(Path file) {
        String stat = read(file);
        // The name in parentheses may hold blanks: fields are counted after it. utime and stime are 14 and 15.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
    }

    /** Resident memory in MB. */
    long residentMegabytes() {
        return read(Path.of("/proc", Long.toString(pid().orElseThrow()), "status"))
                        .lines()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum()
                / 1024;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
