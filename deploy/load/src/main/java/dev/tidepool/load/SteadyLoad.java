package dev.tidepool.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Requests at a steady rate, whether or not answers come: latencies count from when a request was due, so that a stall is seen
 * by every request that had to wait for it.
 */
final class SteadyLoad {
    private static final int CONNECTIONS = 16;
    private static final int PER_SECOND = 500;

    private SteadyLoad() {}

    /** In milliseconds. */
    record Latency(double p50, double p95, double p99) {
        static Latency of(long[] nanos) {
            Arrays.sort(nanos);
            return new Latency(
                    nanos[nanos.length / 2] / 1e6,
                    nanos[nanos.length * 95 / 100] / 1e6,
                    nanos[nanos.length * 99 / 100] / 1e6);
        }

        Latency over(Latency other) {
            return new Latency(p50 - other.p50, p95 - other.p95, p99 - other.p99);
        }
    }

    /** The same load on each port, in turn, so that what disturbs the machine disturbs all; a first short round only warms up. */
    static List<Latency> compare(List<Integer> ports, String path, String key, int rounds, int seconds) {
        ports.forEach(port -> run(port, path, key, 3));
        List<List<long[]>> measured = Stream.generate(() -> ports.stream()
                        .map(port -> run(port, path, key, seconds))
                        .toList())
                .limit(rounds)
                .toList();
        return IntStream.range(0, ports.size())
                .mapToObj(each -> Latency.of(
                        joined(measured.stream().map(round -> round.get(each)).toList())))
                .toList();
    }

    private static long[] joined(List<long[]> parts) {
        return parts.stream().flatMapToLong(Arrays::stream).toArray();
    }

    private static long[] run(int port, String path, String key, int seconds) {
        byte[] request = Wire.get(path, key);
        return run(port, connection -> request, CONNECTIONS, PER_SECOND, seconds);
    }

    /** What a connection sends as its next request, counted from 0. */
    @FunctionalInterface
    interface Requests {
        byte[] of(int connection, int number);
    }

    /** @param requests what each of the connections sends over and over */
    static long[] run(int port, IntFunction<byte[]> requests, int connections, int perSecond, int seconds) {
        byte[][] each = IntStream.range(0, connections).mapToObj(requests).toArray(byte[][]::new);
        return run(port, (connection, number) -> each[connection], connections, perSecond, seconds);
    }

    static long[] run(int port, Requests requests, int connections, int perSecond, int seconds) {
        int each = perSecond * seconds / connections;
        long step = 1_000_000_000L / perSecond;
        long start = System.nanoTime() + 100_000_000L;
        List<Callable<long[]>> senders = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            long first = start + i * step;
            int connection = i;
            IntFunction<byte[]> next = number -> requests.of(connection, number);
            senders.add(() -> send(port, next, first, step * connections, each));
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(connections)) {
            long[] all = new long[each * connections];
            int at = 0;
            for (Future<long[]> sender : pool.invokeAll(senders)) {
                long[] part = sender.get();
                System.arraycopy(part, 0, all, at, part.length);
                at += part.length;
            }
            return all;
        } catch (InterruptedException | ExecutionException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static long[] send(int port, IntFunction<byte[]> requests, long first, long interval, int count) {
        long[] latencies = new long[count];
        try (Wire wire = new Wire(port)) {
            for (int i = 0; i < count; i++) {
                byte[] request = requests.apply(i);
                long due = first + i * interval;
                for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                wire.exchange(request);
                latencies[i] = System.nanoTime() - due;
            }
            return latencies;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Time to the first byte of an event stream, one stream after the other. */
    static Latency firstBytes(int port, String path, String key, int streams) {
        long[] latencies = new long[streams];
        for (int i = 0; i < streams; i++) {
            try (Wire wire = new Wire(port, Wire.get(path, key))) {
                latencies[i] = wire.firstByte();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return Latency.of(latencies);
    }
}
