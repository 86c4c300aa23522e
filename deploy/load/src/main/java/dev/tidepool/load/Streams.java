package dev.tidepool.load;

import dev.tidepool.load.SteadyLoad.Latency;
import dev.tidepool.local.Home;
import dev.tidepool.local.suite.Service;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Streamed chats through the session service, from a provider that tells a token whenever it is due: what a token costs beside
 * a bare relay, what is added to the first, and what a thousand streams at the same time take of the heap.
 */
final class Streams {
    private static final int SECONDS = Integer.getInteger("load.seconds", 10);
    private static final int STREAMS = 100;
    private static final int EVERY_MILLIS = 25;
    private static final int ROUNDS = 3;
    private static final int MANY = 1_000;
    private static final int FIRST_TOKENS = 500;
    private static final String PATH = "/v1/chat/completions";
    private static final PrintStream OUT = System.out;

    private final Program upstream;
    private final Program floor;
    private final Program service;
    private final Tokens tokens;
    private final HttpClient client;
    private final UUID organization = UUID.randomUUID();

    private Streams(Stand stand, Tokens tokens, Vertx vertx) {
        this.tokens = tokens;
        this.upstream = stand.upstream();
        this.floor = stand.floor(upstream);
        Map<String, String> variables = Map.of(
                "TIDEPOOL_GATEWAY_MANAGEMENT_URL",
                tokens.url(),
                "TIDEPOOL_MODEL_BASE_URL",
                upstream.url() + "/v1",
                "TIDEPOOL_QUOTA_GOVERNMENT_TOKENS_PER_MONTH",
                "1000000000000");
        this.service = stand.packaged(Service.SESSION, variables, List.of("-Xmx256m"));
        this.client = vertx.createHttpClient(
                new HttpClientOptions(),
                new PoolOptions().setHttp1MaxSize(2 * MANY).setMaxWaitQueueSize(MANY));
    }

    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(System.getProperty("tidepool.root", ".")).toAbsolutePath();
        Path directory =
                Files.createTempDirectory(Files.createDirectories(root.resolve("deploy/load/target")), "stand-");
        Vertx vertx = Vertx.vertx();
        try (Stand stand = new Stand(new Home(root, directory), Service.SESSION);
                Tokens tokens = new Tokens()) {
            new Streams(stand, tokens, vertx).run();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        OUT.println("Logs: " + directory.resolve("logs"));
    }

    private void run() {
        floor.warmUp(() -> relay(floor, STREAMS, 5));
        service.warmUp(() -> relay(service, STREAMS, 5));
        double[] bare = new double[ROUNDS];
        double[] ours = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            bare[round] = relay(floor, STREAMS, SECONDS);
            ours[round] = relay(service, STREAMS, SECONDS);
        }
        Arrays.sort(bare);
        Arrays.sort(ours);
        OUT.printf(
                Locale.ROOT,
                "CPU microseconds a token, %d a second: floor %.1f (%.1f to %.1f), service %.1f (%.1f to %.1f), %.2f x floor%n",
                STREAMS * 1000 / EVERY_MILLIS,
                bare[ROUNDS / 2],
                bare[0],
                bare[ROUNDS - 1],
                ours[ROUNDS / 2],
                ours[0],
                ours[ROUNDS - 1],
                ours[ROUNDS / 2] / bare[ROUNDS / 2]);
        firstTokens(upstream, 100);
        firstTokens(service, 100);
        Latency direct = firstTokens(upstream, FIRST_TOKENS);
        Latency added = firstTokens(service, FIRST_TOKENS).over(direct);
        OUT.printf(
                Locale.ROOT,
                "first token: added p50 %.2f ms, p99 %.2f ms (direct %.2f and %.2f)%n",
                added.p50(),
                added.p99(),
                direct.p50(),
                direct.p99());
        hold();
        OUT.println("goals: < 50 microseconds a token, first token < 5 ms, 1,000 streams in < 256 MB of heap");
    }

    /** Streams that begin together; microseconds of the program's CPU for each token that came. */
    private double relay(Program through, int streams, int seconds) {
        double cpu = through.cpuSeconds();
        LongAdder told = new LongAdder();
        await(open(through, streams, seconds * 1000 / EVERY_MILLIS, EVERY_MILLIS, told));
        return (through.cpuSeconds() - cpu) * 1e6 / told.sum();
    }

    private void hold() {
        long before = service.liveBytes();
        LongAdder told = new LongAdder();
        List<CompletableFuture<Void>> open = open(service, MANY, 60, 250, told);
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(5));
        long live = service.liveBytes();
        long resident = service.residentMegabytes();
        await(open);
        OUT.printf(
                Locale.ROOT,
                "%d streams: live heap %.1f MB (%.1f KB a stream), at most 256 MB; resident %d MB; %d tokens came%n",
                MANY,
                live / 1048576.0,
                (live - before) / 1024.0 / MANY,
                resident,
                told.sum());
        if (told.sum() < MANY * 60L) {
            throw new IllegalStateException("tokens are missing");
        }
    }

    private List<CompletableFuture<Void>> open(Program through, int streams, int count, int millis, LongAdder told) {
        String bearer = tokens.bearer(organization);
        return IntStream.range(0, streams)
                .mapToObj(number -> open(through, bearer, request(count, millis), told))
                .toList();
    }

    private CompletableFuture<Void> open(Program through, String bearer, String request, LongAdder told) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(through.port())
                .setURI(PATH)
                .putHeader("Authorization", bearer)
                .putHeader("Content-Type", "application/json");
        return client.request(options)
                .compose(sent -> sent.send(request))
                .compose(answer -> {
                    if (answer.statusCode() != 200) {
                        throw new IllegalStateException("answered " + answer.statusCode());
                    }
                    answer.handler(part -> told.add(events(part.getBytes())));
                    return answer.end();
                })
                .toCompletionStage()
                .toCompletableFuture();
    }

    /** Each token's event has one line that begins with data. */
    private static int events(byte[] part) {
        int events = 0;
        for (int at = 1; at < part.length; at++) {
            if (part[at] == '\n' && part[at - 1] == '\n') {
                events++;
            }
        }
        return events;
    }

    private static String request(int count, int millis) {
        return "{\"model\":\"t%d-%d\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Tell.\"}]}"
                .formatted(count, millis);
    }

    private Latency firstTokens(Program through, int streams) {
        byte[] request = Wire.post(PATH, tokens.bearer(organization), request(2, 1));
        List<Long> nanos = new ArrayList<>(streams);
        for (int stream = 0; stream < streams; stream++) {
            try (Wire wire = new Wire(through.port(), request)) {
                nanos.add(wire.firstByte());
                wire.skipThrough("[DONE]");
            } catch (IOException failure) {
                throw new java.io.UncheckedIOException(failure);
            }
        }
        return Latency.of(nanos.stream().mapToLong(Long::longValue).toArray());
    }

    private static void await(List<CompletableFuture<Void>> streams) {
        streams.forEach(CompletableFuture::join);
    }
}
