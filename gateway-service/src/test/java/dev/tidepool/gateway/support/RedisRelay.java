package dev.tidepool.gateway.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes bytes on to the real Redis until it is told to cut. It is told through a socket, because the test framework loads
 * the side that starts it and the side that uses it apart.
 */
public final class RedisRelay {

    private final ServerSocket clients;
    private final ServerSocket control;
    private final int redisPort;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    private RedisRelay(int redisPort) throws IOException {
        this.redisPort = redisPort;
        this.clients = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        this.control = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    static RedisRelay start(int redisPort) {
        try {
            RedisRelay relay = new RedisRelay(redisPort);
            Thread.ofVirtual().start(() -> relay.accept(relay.clients, relay::join));
            Thread.ofVirtual().start(() -> relay.accept(relay.control, relay::obey));
            return relay;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    int port() {
        return clients.getLocalPort();
    }

    int controlPort() {
        return control.getLocalPort();
    }

    /** Breaks every connection and refuses new ones. */
    public static void cut() {
        tell('c');
    }

    public static void restore() {
        tell('r');
    }

    private static void tell(char order) {
        int port = Integer.parseInt(System.getProperty("test.port.REDIS_CONTROL"));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(order);
            socket.getInputStream().read();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @FunctionalInterface
    private interface SocketUser {
        void use(Socket socket) throws IOException;
    }

    private void accept(ServerSocket server, SocketUser user) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket, user));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void serve(Socket socket, SocketUser user) {
        try (socket) {
            user.use(socket);
        } catch (IOException gone) {
            // Either side may leave at any time.
        }
    }

    private void obey(Socket socket) throws IOException {
        cut = socket.getInputStream().read() == 'c';
        if (cut) {
            for (Socket each : open) {
                each.close();
            }
        }
        socket.getOutputStream().write('k');
    }

    private void join(Socket client) throws IOException {
        if (cut) {
            return;
        }
        try (Socket redis = new Socket(InetAddress.getLoopbackAddress(), redisPort)) {
            open.add(client);
            open.add(redis);
            Thread back = Thread.ofVirtual().start(() -> copy(redis, client));
            copy(client, redis);
            back.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        } catch (IOException gone) {
            // Closing one closes the other.
        }
    }
}
