package dev.tidepool.staking.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.test.LocalChainResource;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Clients of their own, with limits that the service's own client is not given in tests. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
class RpcClientTest {

    private static final String NOBODY_LISTENS = "http://127.0.0.1:1/";
    private static final RpcRequest CALL = RpcRequest.of("getSlot");

    @Inject
    Vertx vertx;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @Test
    void stopsAskingAnEndpointThatKeepsFailing() {
        RpcClient rpc = client(Map.of("rpc-urls", NOBODY_LISTENS + "," + live(), "breaker.request-volume", "4"));

        for (int call = 0; call < 10; call++) {
            assertThat(result(rpc).isNumber()).isTrue();
        }

        assertThat(attempts("0", "unreachable")).isEqualTo(4);
        assertThat(attempts("0", "breaker_open")).isEqualTo(6);
        assertThat(attempts("1", "ok")).isEqualTo(10);
        assertThat(rpc.serving()).isEqualTo(1);
    }

    @Test
    void triesALoneEndpointTwiceWhenTheConnectionIsLost() {
        Throwable failure = failure(client(Map.of("rpc-urls", NOBODY_LISTENS)));

        assertThat(failure)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ChainError.CHAIN_UNAVAILABLE));
        assertThat(attempts("0", "unreachable")).isEqualTo(2);
    }

    @Test
    void refusesAnAnswerAboveTheLimit() {
        Throwable failure = failure(client(Map.of("rpc-urls", live(), "max-answer-bytes", "10")));

        assertThat(failure).isInstanceOf(Problem.class);
        assertThat(attempts("0", "too_long")).isEqualTo(1);
    }

    @Test
    void anEndpointIsNotIllBecauseItIsAskedForTooMuch() {
        RpcClient rpc = client(Map.of("rpc-urls", live(), "max-answer-bytes", "10", "breaker.request-volume", "2"));

        for (int call = 0; call < 5; call++) {
            assertThat(failure(rpc)).isInstanceOf(Problem.class);
        }

        assertThat(attempts("0", "too_long")).isEqualTo(5);
        assertThat(attempts("0", "breaker_open")).isZero();
    }

    private RpcClient client(Map<String, String> settings) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 300, new DurationConverter())
                .withMapping(ChainConfig.class);
        settings.forEach((name, value) -> builder.withDefaultValue("tidepool.staking.chain." + name, value));
        ChainConfig config = builder.build().getConfigMapping(ChainConfig.class);
        RpcTelemetry telemetry = new RpcTelemetry(metrics, OpenTelemetry.noop().getTracer("test"), "default");
        RpcClient rpc = new RpcClient(vertx, config.rpcUrls().orElse(List.of()), config, new ObjectMapper(), telemetry);
        rpc.endpoints().forEach(endpoint -> rpc.genesis().told(endpoint.index(), "their chain"));
        return rpc;
    }

    private static String live() {
        String urls = ConfigProvider.getConfig().getValue("TIDEPOOL_SOLANA_RPC_URLS", String.class);
        return Arrays.asList(urls.split(",")).getFirst();
    }

    private static JsonNode result(RpcClient rpc) {
        return Objects.requireNonNull(rpc.call(CALL)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .awaitItem()
                .getItem());
    }

    private static Throwable failure(RpcClient rpc) {
        return rpc.call(CALL)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .awaitFailure()
                .getFailure();
    }

    private long attempts(String endpoint, String outcome) {
        Timer timer = metrics.find("tidepool.staking.rpc")
                .tags("cluster", "default", "endpoint", endpoint, "outcome", outcome)
                .timer();
        return timer == null ? 0 : timer.count();
    }
}
