package dev.tidepool.session.openclaw;

import dev.tidepool.kernel.net.OutboundGuard;
import dev.tidepool.session.json.ExactJson;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** Opens sockets to the configured gateway: who we are, what the address leads to, and the socket itself. */
final class GatewayOpener {

    private final OpenClawConfig config;
    private final URI url;
    private final Function<URI, Uni<OutboundGuard.Checked>> guard;
    private final Optional<DeviceStore> devices;
    private final FrameCodec codec;
    private final GatewayRole role;
    private final String version;
    private final Vertx vertx;
    private final WebSocketClient client;

    /**
     * @param guard checks an http or https address as {@link OutboundGuard#check} does
     * @param role what its connections are
     * @param version of this service
     */
    GatewayOpener(
            OpenClawConfig config,
            URI url,
            Function<URI, Uni<OutboundGuard.Checked>> guard,
            ExactJson json,
            GatewayRole role,
            String version,
            Vertx vertx) {
        this.config = config;
        this.url = url;
        this.guard = guard;
        this.devices = config.keysDirectory().map(role::keys).map(DeviceStore::new);
        this.codec = new FrameCodec(json);
        this.role = role;
        this.version = version;
        this.vertx = vertx;
        this.client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxFrameSize(config.maxMessageBytes())
                .setMaxMessageSize(config.maxMessageBytes()));
    }

    /** An open socket that has begun to introduce us. Its events are given to the consumer. */
    Future<GatewaySocket> open(Consumer<Frame.Event> events) {
        return vertx.executeBlocking(this::introduction)
                .compose(handshake -> checked()
                        .compose(this::connect)
                        .map(socket -> begin(socket, Objects.requireNonNull(handshake), events)));
    }

    private Handshake introduction() {
        return new Handshake(codec.json(), version, role, devices.map(DeviceStore::identity), credential());
    }

    private Credential credential() {
        Optional<Credential> given = devices.flatMap(store -> store.token(url)).map(Credential.Device::new);
        return given.or(() -> config.token().map(Credential.Shared::new)).orElseGet(Credential.None::new);
    }

    private Future<OutboundGuard.Checked> checked() {
        URI asHttp = URI.create(url.toString().replaceFirst("^ws", "http"));
        return Future.fromCompletionStage(guard.apply(asHttp).subscribeAsCompletionStage(), vertx.getOrCreateContext());
    }

    private Future<WebSocket> connect(OutboundGuard.Checked target) {
        boolean tls = target.uri().getScheme().equals("https");
        String name = target.uri().getHost();
        WebSocketConnectOptions options = new WebSocketConnectOptions();
        // With TLS the certificate binds the connection to the name; without it nothing does but the address checked.
        options.setHost(tls ? name : target.address().getHostAddress())
                .setPort(target.port())
                .setSsl(tls)
                .setURI(path());
        // The gateway takes an origin for a web page's and refuses one it does not know.
        options.setAllowOriginHeader(false);
        Future<WebSocket> opening = client.connect(options);
        return opening.timeout(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(late -> opening.onSuccess(WebSocket::close));
    }

    private String path() {
        return url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    }

    private GatewaySocket begin(WebSocket socket, Handshake handshake, Consumer<Frame.Event> events) {
        GatewaySocket begun = new GatewaySocket(vertx, socket, codec, config, handshake, events);
        begun.begin();
        return begun;
    }

    /** Keeps what the gateway gave us for the next time. */
    Future<Void> remember(Hello hello) {
        if (devices.isEmpty() || hello.deviceToken().isEmpty()) {
            return Future.succeededFuture();
        }
        String token = hello.deviceToken().get();
        return vertx.executeBlocking(() -> {
                    devices.get().keepToken(url, token);
                    return true;
                })
                .mapEmpty();
    }

    /** A token that the gateway does not know any more is in the way: without it the configured one is shown. */
    Future<Void> forgetToken() {
        return vertx.executeBlocking(() -> {
                    devices.ifPresent(store -> store.forgetToken(url));
                    return true;
                })
                .mapEmpty();
    }

    Future<Void> close() {
        return client.close();
    }
}
