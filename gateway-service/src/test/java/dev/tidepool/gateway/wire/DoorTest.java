package dev.tidepool.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.client.TrustedProxies;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The guard around a server of its own, with settings that the gateway under test has otherwise. */
class DoorTest {

    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    private static final String PROXY = "127.0.0.66";

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void limitsAllConnectionsTogether() throws IOException {
        int port = start(false, 2);
        try (Socket first = connect("127.0.0.1", port);
                Socket second = connect("127.0.0.2", port)) {
            assertThat(answer(first, "GET / HTTP/1.1\r\nHost: x\r\n\r\n", 12)).isEqualTo("HTTP/1.1 200");
            assertThat(answer(second, "GET / HTTP/1.1\r\nHost: x\r\n\r\n", 12)).isEqualTo("HTTP/1.1 200");
            try (Socket third = connect("127.0.0.3", port)) {
                assertThat(answer(third, REQUEST, 1000)).isEmpty();
            }
        }
    }

    @Test
    void takesTheClientFromThePreambleOfATrustedProxy() throws IOException {
        int port = start(true, 100);
        try (Socket proxy = connect(PROXY, port)) {
            assertThat(answer(proxy, "PROXY TCP4 203.0.113.7 192.0.2.1 4711 80\r\n" + REQUEST, 1000))
                    .startsWith("HTTP/1.1 200")
                    .endsWith("203.0.113.7");
        }
    }

    @Test
    void refusesBehindThePreambleAsWell() throws IOException {
        int port = start(true, 100);
        try (Socket proxy = connect(PROXY, port)) {
            assertThat(answer(
                            proxy,
                            "PROXY TCP4 203.0.113.7 192.0.2.1 4711 80\r\nGET /a//b HTTP/1.1\r\nHost: x\r\n\r\n",
                            1000))
                    .endsWith("refused INVALID_TARGET");
        }
    }

    @Test
    void letsNobodyElseClaimAnAddress() throws IOException {
        int port = start(true, 100);
        try (Socket stranger = connect("127.0.0.1", port)) {
            assertThat(answer(stranger, "PROXY TCP4 203.0.113.7 192.0.2.1 4711 80\r\n" + REQUEST, 1000))
                    .isEmpty();
        }
    }

    private int start(boolean proxyProtocol, int maxConnections) throws IOException {
        HttpServerOptions options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(0)
                .setHttp2ClearTextEnabled(false)
                .setUseProxyProtocol(proxyProtocol);
        WireConfig config = new SmallRyeConfigBuilder()
                .withDefaultValue("tidepool.wire.head-timeout", "PT10S")
                .withDefaultValue("tidepool.wire.body-interval", "PT10S")
                .withDefaultValue("tidepool.wire.keep-alive", "PT10S")
                .withDefaultValue("tidepool.wire.max-connections", Integer.toString(maxConnections))
                .withMapping(WireConfig.class)
                .build()
                .getConfigMapping(WireConfig.class);
        new WireServers(vertx, config, TrustedProxies.of(PROXY), new SimpleMeterRegistry())
                .customizeHttpServer(options);
        HttpServer server = vertx.createHttpServer(options)
                .requestHandler(request -> request.response()
                        .end(Refusal.of(request)
                                .map(refusal -> "refused " + refusal)
                                .orElse(request.remoteAddress().hostAddress())));
        return server.listen().toCompletionStage().toCompletableFuture().join().actualPort();
    }

    private static Socket connect(String from, int port) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        socket.connect(new InetSocketAddress("127.0.0.1", port), 10_000);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static String answer(Socket socket, String bytes, int length) throws IOException {
        try {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readNBytes(length), StandardCharsets.ISO_8859_1);
        } catch (SocketException closed) {
            return "";
        }
    }
}
