package dev.tidepool.session.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientPresenceTest {

    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<String> given = new CompletableFuture<>();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void givesUpWorkThatBeginsWhenItsClientHasLeft() throws Exception {
        leaveBefore(
                request -> ClientPresence.during(request, work()).subscribe().with(done -> {}));

        assertThat(given.get(20, TimeUnit.SECONDS)).isEqualTo("up");
    }

    @Test
    void tellsAReaderThatComesLate() throws Exception {
        leaveBefore(request -> ClientPresence.whenGone(
                request.response(), left -> request.response().closeHandler(closed -> left.run()), this::giveUp));

        assertThat(given.get(20, TimeUnit.SECONDS)).isEqualTo("up");
    }

    private Uni<String> work() {
        return Uni.createFrom().<String>nothing().onCancellation().invoke(this::giveUp);
    }

    private void giveUp() {
        given.complete("up");
    }

    /** A client that asks and leaves, and then what its request leads to. */
    private void leaveBefore(Consumer<RoutingContext> then) {
        Router router = Router.router(vertx);
        CompletableFuture<NetSocket> client = new CompletableFuture<>();
        router.route().handler(request -> {
            client.thenAccept(NetSocket::close);
            whenClosed(request.response(), () -> then.accept(request));
        });
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        vertx.createNetClient()
                .connect(server.actualPort(), "127.0.0.1")
                .onSuccess(socket -> socket.write(REQUEST).onSuccess(written -> client.complete(socket)))
                .onFailure(client::completeExceptionally);
    }

    private void whenClosed(HttpServerResponse response, Runnable then) {
        vertx.setPeriodic(5, timer -> {
            if (response.closed()) {
                vertx.cancelTimer(timer);
                then.run();
            }
        });
    }
}
