package dev.tidepool.local.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that breaks the rules of HTTP as it is told to, in place of one of the services. */
final class FaultyServer implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Conduct conduct = FaultyServer::answer;

    /** What is done once a request's head has come; the connection may go on to the next one. */
    interface Conduct {
        void serve(Socket connection) throws IOException;
    }

    FaultyServer() throws IOException {
        Thread.ofVirtual().start(this::listen);
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /** From now on it does this, and counts from none. */
    void conducts(Conduct next) {
        conduct = next;
        requests.set(0);
    }

    int requests() {
        return requests.get();
    }

    /** Connections that neither side has ended. */
    int openConnections() {
        return connections.size();
    }

    static void answer(Socket connection) throws IOException {
        write(connection, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
    }

    static void write(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Ends the connection the hard way: the peer reads a reset. */
    static void reset(Socket connection) throws IOException {
        connection.setSoLinger(true, 0);
        connection.close();
    }

    /** Does nothing more until the peer is gone. */
    static void hang(Socket connection) throws IOException {
        connection.getInputStream().skip(Long.MAX_VALUE);
        connection.close();
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
            while (!connection.isClosed() && readHead(connection.getInputStream())) {
                requests.incrementAndGet();
                conduct.serve(connection);
            }
        } catch (IOException gone) {
            // The gateway has ended the connection, as it should.
        } finally {
            connections.remove(connection);
        }
    }

    private static boolean readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return false;
            }
            head.append((char) next);
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
