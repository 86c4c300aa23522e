package dev.tidepool.session.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CdpConnectionTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** The parser takes texts of 20,000,000 characters. */
    @ParameterizedTest
    @CsvSource({"20000001, 33554432", "2000000, 1000000"})
    void anAnswerThatIsTooLongIsAFailureAndNoSilence(int characters, int longest) {
        CdpConnection connection = connect(characters, longest);
        assertThatThrownBy(() -> call(connection).get(1, TimeUnit.MINUTES))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        CdpFailure.class,
                        failure -> assertThat(failure.isTooLong()).isTrue());
        assertThat(connection.ended().toCompletionStage().toCompletableFuture()).succeedsWithin(1, TimeUnit.MINUTES);
    }

    @Test
    void aLongAnswerIsRead() throws Exception {
        assertThat(call(connect(1_000_000, 2_000_000)).get(1, TimeUnit.MINUTES).getString("data"))
                .hasSize(1_000_000);
    }

    private static CompletableFuture<JsonObject> call(CdpConnection connection) {
        return connection
                .call("Page.captureScreenshot", new JsonObject())
                .subscribe()
                .asCompletionStage();
    }

    private CdpConnection connect(int characters, int longest) {
        int port = CdpPeer.listen(
                vertx,
                socket -> socket.textMessageHandler(asked -> socket.writeTextMessage("{\"id\":"
                        + new JsonObject(asked).getLong("id") + ",\"result\":{\"data\":\"" + "x".repeat(characters)
                        + "\"}}")));
        return vertx.createWebSocketClient(
                        new WebSocketClientOptions().setMaxFrameSize(longest).setMaxMessageSize(longest))
                .connect(port, "127.0.0.1", "/")
                .map(socket -> CdpConnection.over(vertx, socket))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }
}
