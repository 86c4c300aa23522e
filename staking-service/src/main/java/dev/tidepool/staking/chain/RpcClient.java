package dev.tidepool.staking.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Calls the cluster: each call begins at the first endpoint that is not resting and goes on to the next when one cannot
 * answer, or, if it is a read, is late. All calls may be repeated after a failure, sending a transaction included: its
 * signature makes it the same one.
 */
final class RpcClient {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final int MEMORY_PROBES = 2;

    private final String cluster;
    private final List<RpcEndpoint> endpoints;
    private final SlotWatch slots;
    private final Genesis genesis;
    private final int inTurn;
    private final RpcRace.Course course;
    private final AtomicInteger serving = new AtomicInteger();
    private final AtomicInteger turn = new AtomicInteger();

    /** @param urls of its endpoints, the primary first; none where no chain is configured */
    RpcClient(Vertx vertx, List<URI> urls, ChainConfig config, ObjectMapper json, RpcTelemetry telemetry) {
        this.cluster = telemetry.cluster();
        InstantSource clock = InstantSource.system();
        this.slots = new SlotWatch(
                urls.size(), config.maxSlotLag(), config.probeEvery().multipliedBy(MEMORY_PROBES), clock);
        this.genesis = new Genesis(urls.size());
        this.endpoints = IntStream.range(0, urls.size())
                .mapToObj(index -> new RpcEndpoint(
                        index,
                        new RpcExchange(vertx, urls.get(index), config),
                        json,
                        telemetry,
                        config,
                        slots,
                        genesis,
                        clock))
                .toList();
        this.inTurn = Math.clamp(config.inTurn(), 1, Math.max(1, urls.size()));
        this.course = new Calls(
                vertx, config.hedge().after(), new Hedges(config.hedge().atOnce(), telemetry));
    }

    /** Its name. */
    String cluster() {
        return cluster;
    }

    boolean isConfigured() {
        return !endpoints.isEmpty();
    }

    List<RpcEndpoint> endpoints() {
        return endpoints;
    }

    SlotWatch slots() {
        return slots;
    }

    Genesis genesis() {
        return genesis;
    }

    /** The endpoint that answered last, late ones' stand-ins left aside. */
    int serving() {
        return serving.get();
    }

    /** Whether calls go to this endpoint now, be it in turn with others. */
    boolean isServing(int endpoint) {
        int last = serving.get();
        return endpoint == last || (takesTurns(endpoint) && takesTurns(last));
    }

    /**
     * The call's result.
     *
     * <p>Fails with a Problem when no endpoint can answer, and with {@link RpcFailure.Preflight} when a transaction did not
     * pass.
     */
    Uni<JsonNode> call(RpcRequest request) {
        return call(request, Function.identity());
    }

    /** What the reader makes of the result; one that it cannot read is as good as none, and the next endpoint is asked. */
    <T> Uni<T> call(RpcRequest request, Function<JsonNode, T> reader) {
        return Uni.createFrom()
                .deferred(() -> new RpcRace<>(request, reader, plan(), course).run())
                .onFailure(RpcFailure.Refused.class)
                .transform(ChainError::refused);
    }

    void close() {
        endpoints.forEach(RpcEndpoint::close);
    }

    /** Those that are behind come last, those that rest or are not known to be of the chain that is meant not at all. */
    private List<RpcEndpoint> plan() {
        if (!isConfigured()) {
            throw ChainError.notConfigured();
        }
        List<RpcEndpoint> awake = endpoints.stream()
                .filter(endpoint -> !endpoint.isResting() && endpoint.isOfMeantChain())
                .toList();
        // A lone endpoint gets a second try: a kept-alive connection may have been closed under the first.
        if (awake.size() == 1) {
            return List.of(awake.getFirst(), awake.getFirst());
        }
        Map<Boolean, List<RpcEndpoint>> behind =
                awake.stream().collect(Collectors.partitioningBy(RpcEndpoint::isBehind));
        return Stream.concat(
                        inOrder(Objects.requireNonNull(behind.get(false))),
                        Objects.requireNonNull(behind.get(true)).stream())
                .toList();
    }

    /** In their order, but that those which take turns begin in turn. */
    private Stream<RpcEndpoint> inOrder(List<RpcEndpoint> fit) {
        List<RpcEndpoint> equals = new ArrayList<>(
                fit.stream().filter(endpoint -> endpoint.index() < inTurn).toList());
        if (equals.size() > 1) {
            Collections.rotate(equals, -Math.floorMod(turn.getAndIncrement(), equals.size()));
        }
        return Stream.concat(equals.stream(), fit.stream().filter(endpoint -> endpoint.index() >= inTurn));
    }

    private boolean takesTurns(int endpoint) {
        return inTurn > 1 && endpoint < inTurn && endpoints.get(endpoint).state() == RpcEndpoint.State.WELL;
    }

    private Duration shortestRest() {
        return endpoints.stream()
                .map(RpcEndpoint::rest)
                .filter(Duration::isPositive)
                .min(Duration::compareTo)
                .orElse(RETRY_AFTER);
    }

    /** How calls of this client go. */
    private final class Calls implements RpcRace.Course {

        private final Vertx vertx;
        private final Duration lateAfter;
        private final Hedges hedges;

        private Calls(Vertx vertx, Duration lateAfter, Hedges hedges) {
            this.vertx = vertx;
            this.lateAfter = lateAfter;
            this.hedges = hedges;
        }

        @Override
        public Vertx vertx() {
            return vertx;
        }

        @Override
        public Duration lateAfter() {
            return lateAfter;
        }

        @Override
        public Hedges hedges() {
            return hedges;
        }

        @Override
        public void served(RpcEndpoint endpoint) {
            serving.set(endpoint.index());
        }

        @Override
        public Throwable nobody() {
            return ChainError.unavailable(shortestRest());
        }
    }
}
