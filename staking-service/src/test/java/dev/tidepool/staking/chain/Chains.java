package dev.tidepool.staking.chain;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidepool.staking.test.StandInNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Clients of nodes that a test has in hand. */
final class Chains {

    private final Vertx vertx;
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    Chains(Vertx vertx) {
        this.vertx = vertx;
    }

    /** With the limits as they are by default, but for those named: name and value in turn. */
    static ChainConfig config(Map<String, String> settings) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 300, new DurationConverter())
                .withMapping(ChainConfig.class);
        settings.forEach((name, value) -> builder.withDefaultValue("tidepool.staking.chain." + name, value));
        return builder.build().getConfigMapping(ChainConfig.class);
    }

    static PoolConfig pool(Optional<String> address) {
        return new PoolConfig() {
            @Override
            public Optional<String> address() {
                return address;
            }

            @Override
            public Duration maxAge() {
                return Duration.ofMinutes(1);
            }
        };
    }

    static Map<String, String> settings(StandInNode[] nodes, String... namesAndValues) {
        Map<String, String> settings = new HashMap<>();
        settings.put("rpc-urls", Arrays.stream(nodes).map(StandInNode::url).collect(Collectors.joining(",")));
        for (int place = 0; place < namesAndValues.length; place += 2) {
            settings.put(namesAndValues[place], namesAndValues[place + 1]);
        }
        return settings;
    }

    /** Of nodes that are known to be of one chain. */
    RpcClient client(ChainConfig config) {
        RpcClient rpc = strangers(config);
        rpc.endpoints().forEach(endpoint -> rpc.genesis().told(endpoint.index(), "their chain"));
        return rpc;
    }

    /** Of nodes that have not told their chain. */
    RpcClient strangers(ChainConfig config) {
        RpcTelemetry telemetry = new RpcTelemetry(metrics, OpenTelemetry.noop().getTracer("test"), "default");
        return new RpcClient(vertx, config.rpcUrls().orElse(List.of()), config, new ObjectMapper(), telemetry);
    }

    double count(String counter) {
        return metrics.find(counter).counters().stream()
                .mapToDouble(one -> one.count())
                .sum();
    }

    static <T> CompletableFuture<T> begin(Uni<T> call) {
        return call.subscribeAsCompletionStage().orTimeout(20, TimeUnit.SECONDS);
    }

    static <T> T join(Uni<T> call) {
        return begin(call).join();
    }
}
