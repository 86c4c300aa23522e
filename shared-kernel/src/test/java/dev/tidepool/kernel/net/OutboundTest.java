package dev.tidepool.kernel.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tidepool.kernel.problem.ErrorCode;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The port below is on the allow-list of the tests; every other address here is not. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
class OutboundTest {

    private static final int ALLOWED_PORT = 18923;
    private static final AtomicInteger FORBIDDEN_HITS = new AtomicInteger();
    private static HttpServer allowed;
    private static HttpServer forbidden;

    @Inject
    OutboundClient client;

    @Inject
    OutboundGuard guard;

    @BeforeAll
    static void serve() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        forbidden = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        forbidden.createContext("/", exchange -> {
            FORBIDDEN_HITS.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
        });
        forbidden.start();
        allowed = HttpServer.create(new InetSocketAddress(loopback, ALLOWED_PORT), 0);
        redirect("/inside", "http://127.0.0.1:" + forbidden.getAddress().getPort() + "/");
        redirect("/metadata", "http://169.254.169.254/latest/meta-data");
        redirect("/loop", "/loop");
        redirect("/once", "/large?bytes=10");
        allowed.createContext("/large", exchange -> {
            byte[] body = new byte
                    [Integer.parseInt(exchange.getRequestURI().getQuery().substring("bytes=".length()))];
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        allowed.start();
    }

    @AfterAll
    static void stop() {
        allowed.stop(0);
        forbidden.stop(0);
    }

    private static void redirect(String path, String target) {
        allowed.createContext(path, exchange -> {
            exchange.getResponseHeaders().add("Location", target);
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/",
                "https://localhost/",
                "https://[::1]/",
                "https://169.254.169.254/latest",
                "https://2130706433/",
                "http://1.1.1.1/",
                "file:///etc/passwd",
                "https://user:word@1.1.1.1/",
                "https:///nohost"
            })
    void refusesBeforeConnecting(String address) {
        assertThat(failureOf(address)).isEqualTo(OutboundError.ADDRESS_REFUSED);
    }

    @Test
    void refusesTheTargetOfARedirect() {
        assertThat(failureOf(at("/inside"))).isEqualTo(OutboundError.ADDRESS_REFUSED);
        assertThat(failureOf(at("/metadata"))).isEqualTo(OutboundError.ADDRESS_REFUSED);
        assertThat(FORBIDDEN_HITS).hasValue(0);
    }

    @Test
    void whatTheOperatorMayReachClientsMayNot() {
        assertThat(get(at("/once")).status()).isEqualTo(200);
        URI operators = URI.create(at("/once"));
        assertThat(codeOf(() -> client.send(call(operators)))).isEqualTo(OutboundError.ADDRESS_REFUSED);
        assertThat(codeOf(() -> guard.check(operators))).isEqualTo(OutboundError.ADDRESS_REFUSED);
        assertThat(codeOf(() -> guard.check("127.0.0.1", ALLOWED_PORT))).isEqualTo(OutboundError.ADDRESS_REFUSED);
    }

    @Test
    void whatClientsMayReachIsListedForThem() {
        URI clients = URI.create("http://127.0.0.1:18924/");
        assertThat(guard.check(clients).subscribe().asCompletionStage().join().port())
                .isEqualTo(18924);
        assertThat(failureOf(clients.toString())).isEqualTo(OutboundError.ADDRESS_REFUSED);
    }

    private static OutboundClient.Call call(URI uri) {
        return new OutboundClient.Call(HttpMethod.GET, uri, Map.of(), Optional.empty(), Optional.empty());
    }

    @Test
    void followsARedirectButNotForEver() {
        assertThat(get(at("/once")).body().length()).isEqualTo(10);
        assertThat(failureOf(at("/loop"))).isEqualTo(OutboundError.TOO_MANY_REDIRECTS);
    }

    @Test
    void boundsTheAnswer() {
        assertThat(get(at("/large?bytes=1048576")).status()).isEqualTo(200);
        assertThat(failureOf(at("/large?bytes=1048577"))).isEqualTo(OutboundError.ANSWER_TOO_LARGE);
    }

    @Test
    void namesAHostThatDoesNotResolve() {
        assertThat(failureOf("https://no-such-host.invalid/")).isEqualTo(OutboundError.HOST_UNKNOWN);
    }

    private static String at(String path) {
        return "http://127.0.0.1:" + ALLOWED_PORT + path;
    }

    private OutboundClient.Answer get(String address) {
        return client.get(URI.create(address)).subscribe().asCompletionStage().join();
    }

    private ErrorCode failureOf(String address) {
        return codeOf(() -> client.get(URI.create(address)));
    }

    private static ErrorCode codeOf(Supplier<Uni<?>> work) {
        try {
            work.get().subscribe().asCompletionStage().join();
            throw new AssertionError("it was not refused");
        } catch (CompletionException failure) {
            return ((Problem) failure.getCause()).code();
        }
    }
}
