package dev.tidepool.gateway.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Passes bytes on to the real Redis until it is told to cut. It is told through a socket, because the test framework loads
 * the side that starts it and the side that uses it apart.
 */
public final class RedisRelay {

    private static final char CUT = 'c';
    private static final char RESTORE = 'r';
    private static final char HOLD = 'h';
    private static final char SILENCE = 's';
    private static final char FREEZE = 'f';
    private static final char DELAY = 'd';

    /** Longer than a decision waits, shorter than a probe does. */
    private static final Duration DELAYED = Duration.ofMillis(600);

    private final ServerSocket clients;
    private final ServerSocket control;
    private final int redisPort;
    private final Set<Link> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile boolean delaying;
    private boolean holding;
    private boolean frozen;

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
        tell(CUT);
    }

    public static void restore() {
        tell(RESTORE);
    }

    /** Breaks the subscribers' connections, and lets their new ones wait. */
    public static void holdSubscribers() {
        tell(HOLD);
    }

    /** Passes nothing on any more on the subscribers' connections, and tells nobody: as after the loss of a node. */
    public static void silenceSubscribers() {
        tell(SILENCE);
    }

    /** Passes nothing on until it is restored, and keeps all connections: as a Redis that hangs. */
    public static void freeze() {
        tell(FREEZE);
    }

    /** Every answer but those to subscribers takes longer than a decision waits for it. */
    public static void delay() {
        tell(DELAY);
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
        int order = socket.getInputStream().read();
        cut = order == CUT;
        delaying = order == DELAY;
        for (Link link : open) {
            if (cut || order == HOLD && link.subscribes || order == RESTORE && link.isSilent) {
                link.close();
            }
            link.isSilent |= order == SILENCE && link.subscribes;
        }
        synchronized (this) {
            holding = order == HOLD;
            frozen = order == FREEZE;
            notifyAll();
        }
        socket.getOutputStream().write('k');
    }

    private void join(Socket client) throws IOException {
        if (cut) {
            return;
        }
        try (Socket redis = new Socket(InetAddress.getLoopbackAddress(), redisPort)) {
            Link link = new Link(client, redis);
            open.add(link);
            try {
                Thread back = Thread.ofVirtual().start(() -> link.copy(redis, client));
                link.copy(client, redis);
                back.join();
            } finally {
                open.remove(link);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void awaitRelease() throws IOException {
        try {
            while (holding) {
                wait();
            }
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }

    private synchronized void awaitThaw() throws IOException {
        try {
            while (frozen) {
                wait();
            }
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }

    /** A client's connection and the one to Redis behind it. */
    private final class Link {

        private final Socket client;
        private final Socket redis;
        private volatile boolean subscribes;
        private volatile boolean isSilent;

        Link(Socket client, Socket redis) {
            this.client = client;
            this.redis = redis;
        }

        void close() throws IOException {
            client.close();
            redis.close();
        }

        void copy(Socket from, Socket to) {
            try (from;
                    to) {
                byte[] buffer = new byte[65_536];
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    if (from == client && asksForMessages(buffer, count)) {
                        subscribes = true;
                        awaitRelease();
                    }
                    awaitThaw();
                    if (delaying && from == redis && !subscribes) {
                        LockSupport.parkNanos(DELAYED.toNanos());
                    }
                    if (!isSilent) {
                        out.write(buffer, 0, count);
                    }
                }
            } catch (IOException gone) {
                // Closing one closes the other.
            }
        }

        private static boolean asksForMessages(byte[] buffer, int count) {
            return new String(buffer, 0, count, StandardCharsets.ISO_8859_1)
                    .toLowerCase(Locale.ROOT)
                    .contains("subscribe\r\n");
        }
    }
}
