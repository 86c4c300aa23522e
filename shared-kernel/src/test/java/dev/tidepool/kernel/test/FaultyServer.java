package dev.tidepool.kernel.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that breaks the rules of HTTP, byte by byte, as it is told to. */
public class FaultyServer implements AutoCloseable {

    private final ServerSocket listener;
    private final Thread acceptor = Thread.ofVirtual().unstarted(this::listen);
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private volatile Conduct conduct;

    /** What is done once a request's head has come. The connection may go on to the next one, if it is left open. */
    public interface Conduct {

        /** @param before requests that came on this connection before */
        void serve(Socket connection, int before) throws IOException;
    }

    @SuppressWarnings("ThreadStartInConstructor") // The last thing it does; nobody extends it with more to make ready.
    protected FaultyServer(ServerSocket listener, Conduct conduct) {
        this.listener = listener;
        this.conduct = conduct;
        acceptor.start();
    }

    /** On a port of its own. */
    public static FaultyServer start(Conduct conduct) {
        try {
            return new FaultyServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), conduct);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /** From now on it does this, and forgets what came before. */
    public void conducts(Conduct next) {
        conduct = next;
        heads.clear();
    }

    /** The heads of all requests so far. */
    public List<String> heads() {
        return heads;
    }

    /** Connections that neither side has ended. */
    public int openConnections() {
        return connections.size();
    }

    public static void answer(Socket connection) throws IOException {
        write(connection, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
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
            // The other side has ended the connection, as it should.
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
}
