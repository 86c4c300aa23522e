package dev.tidepool.gateway.support;

import dev.tidepool.kernel.test.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A service that breaks the rules, byte by byte, in place of one of those of {@link StandInService}. */
public final class FaultyService implements AutoCloseable {

    private final ServerSocket listener;
    private final Conduct conduct;
    private final Thread acceptor = Thread.ofVirtual().unstarted(this::listen);
    private final Set<Socket> connections = Collections.newSetFromMap(new ConcurrentHashMap<>());
    private final List<String> heads = new CopyOnWriteArrayList<>();

    private FaultyService(ServerSocket listener, Conduct conduct) {
        this.listener = listener;
        this.conduct = conduct;
    }

    /** What it does when a request's head has come. It may go on to the next request, if it leaves the connection open. */
    public interface Conduct {

        /** @param before requests that came on this connection before */
        void serve(Socket connection, int before) throws IOException;
    }

    public static FaultyService inPlaceOf(StandInService service, Conduct conduct) {
        service.stop();
        ServerSocket listener = Eventually.value(
                Duration.ofSeconds(5), "port " + service.port() + " is free", () -> listen(service.port()));
        FaultyService started = new FaultyService(listener, conduct);
        started.acceptor.start();
        return started;
    }

    /** The port of a server that has just stopped may be taken a moment longer. */
    private static Optional<ServerSocket> listen(int port) {
        try {
            return Optional.of(new ServerSocket(port, 50, InetAddress.getLoopbackAddress()));
        } catch (BindException taken) {
            return Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public static void write(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Ends the connection the hard way: the peer reads a reset. */
    public static void reset(Socket connection) throws IOException {
        connection.setSoLinger(true, 0);
        connection.close();
    }

    /** Does nothing more until the peer is gone. */
    public static void hang(Socket connection) throws IOException {
        connection.getInputStream().skip(Long.MAX_VALUE);
        connection.close();
    }

    public static void answer(Socket connection) throws IOException {
        write(connection, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
    }

    /** The heads of all requests so far. */
    public List<String> heads() {
        return heads;
    }

    /** Connections that neither side has ended. */
    public int openConnections() {
        return connections.size();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket connection : connections) {
                connection.close();
            }
            // The port is free once nobody accepts on it any more.
            acceptor.join();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                Socket connection = listener.accept();
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        connections.add(connection);
        try (connection) {
            String head = readHead(connection.getInputStream());
            for (int before = 0; !head.isEmpty(); before++) {
                heads.add(head);
                conduct.serve(connection, before);
                head = connection.isClosed() ? "" : readHead(connection.getInputStream());
            }
        } catch (IOException gone) {
            // The gateway has ended the connection, as it should.
        } finally {
            connections.remove(connection);
        }
    }

    /** @return empty when the peer is gone */
    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString();
    }
}
