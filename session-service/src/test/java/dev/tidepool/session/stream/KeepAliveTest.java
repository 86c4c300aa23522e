package dev.tidepool.session.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KeepAliveTest {

    private final Vertx vertx = Vertx.vertx();
    private final AtomicReference<HttpServerResponse> open = new AtomicReference<>();
    private final CountDownLatch begun = new CountDownLatch(1);

    @AfterEach
    void stop() {
        vertx.close();
    }

    @Test
    void aSilentStreamIsSentCommentsUntilItGoesOn() throws Exception {
        HttpServer server = listen(Duration.ofMillis(20));
        try (BufferedReader lines = connect(server)) {
            assertThat(lines.readLine()).isEqualTo("data: a");
            assertThat(lines.readLine()).isEmpty();
            for (int comment = 0; comment < 3; comment++) {
                assertThat(lines.readLine()).isEqualTo(": keep-alive");
                assertThat(lines.readLine()).isEmpty();
            }
            open.get().end("data: b\n\n");
            List<String> rest = new ArrayList<>();
            lines.lines().filter(line -> !line.isEmpty()).forEach(rest::add);
            assertThat(rest).endsWith("data: b");
        }
    }

    @Test
    void aStreamThatIsNotSilentIsLeftAlone() throws Exception {
        HttpServer server = listen(Duration.ofMinutes(5));
        try (BufferedReader lines = connect(server)) {
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
            open.get().end("data: b\n\n");
            assertThat(lines.lines().filter(line -> !line.isEmpty())).containsExactly("data: a", "data: b");
        }
    }

    private HttpServer listen(Duration silence) throws Exception {
        return vertx.createHttpServer()
                .requestHandler(request -> {
                    HttpServerResponse response = request.response().setChunked(true);
                    response.write("data: a\n\n");
                    KeepAlive.start(vertx, response, silence);
                    open.set(response);
                    begun.countDown();
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private static BufferedReader connect(HttpServer server) throws Exception {
        return new BufferedReader(new InputStreamReader(
                URI.create("http://127.0.0.1:" + server.actualPort() + "/")
                        .toURL()
                        .openStream(),
                StandardCharsets.UTF_8));
    }
}
