package dev.tidepool.gateway.wire;

import dev.tidepool.gateway.client.ClientNetwork;
import dev.tidepool.gateway.client.TrustedProxies;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.http.HttpServerOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Lets connections in, or closes them as they come. Stands on the listening socket, ahead of whoever serves it. */
@ChannelHandler.Sharable
final class Door extends ChannelInboundHandlerAdapter {

    private final HttpServerOptions options;
    private final WireLimits limits;
    private final TrustedProxies proxies;
    private final ConnectionCount connections;
    private final WireMetrics metrics;

    Door(
            HttpServerOptions options,
            WireLimits limits,
            TrustedProxies proxies,
            ConnectionCount connections,
            WireMetrics metrics) {
        this.options = options;
        this.limits = limits;
        this.proxies = proxies;
        this.connections = connections;
        this.metrics = metrics;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        Channel connection = (Channel) message;
        if (admits(connection)) {
            connection.pipeline().addLast(new ConnectionSetup(options, limits, metrics));
            ctx.fireChannelRead(connection);
        } else {
            // Nobody has taken it yet, so nobody else would.
            connection.unsafe().closeForcibly();
        }
    }

    private boolean admits(Channel connection) {
        InetAddress peer =
                connection.remoteAddress() instanceof InetSocketAddress address ? address.getAddress() : null;
        if (peer == null) {
            return false;
        }
        boolean proxy = proxies.contains(peer);
        if (options.isUseProxyProtocol() && !proxy) {
            // Such a connection may claim any address.
            metrics.closed("untrusted_proxy");
            return false;
        }
        String client = ClientNetwork.of(peer);
        ConnectionCount.Verdict verdict = proxy ? connections.enter() : connections.enter(client);
        return switch (verdict) {
            case ADMITTED -> {
                connection.closeFuture().addListener(closed -> leave(proxy, client));
                yield true;
            }
            case FULL -> {
                metrics.closed("full");
                yield false;
            }
            case CLIENT_FULL -> {
                metrics.closed("client_full");
                yield false;
            }
        };
    }

    private void leave(boolean proxy, String client) {
        if (proxy) {
            connections.leave();
        } else {
            connections.leave(client);
        }
    }
}
