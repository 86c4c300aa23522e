package dev.tidepool.session.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A WebSocket that says {@code high} to whoever comes, by hand: whether Vert.x serves WebSockets is settled for the whole
 * process, by the service under test.
 */
final class FakeSocket {

    private static final String KEY = "sec-websocket-key:";
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /** One whole frame of text: {@code high}. */
    private static final byte[] HIGH = {(byte) 0x81, 4, 'h', 'i', 'g', 'h'};

    private final ServerSocket server;
    private final AtomicInteger conversations = new AtomicInteger();

    private FakeSocket(ServerSocket server) {
        this.server = server;
    }

    static FakeSocket start() {
        try {
            FakeSocket socket = new FakeSocket(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")));
            Thread.ofVirtual().name("fake-socket").start(socket::accept);
            return socket;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** How many came so far. */
    int conversations() {
        return conversations.get();
    }

    void close() {
        try {
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> converse(client));
            }
        } catch (IOException closed) {
            // As it is at the end.
        }
    }

    private void converse(Socket client) {
        conversations.incrementAndGet();
        try (client) {
            var lines = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            String key = "";
            for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
                if (line.toLowerCase(Locale.ROOT).startsWith(KEY)) {
                    key = line.substring(KEY.length()).strip();
                }
            }
            client.getOutputStream().write(greeting(key));
            client.getOutputStream().write(HIGH);
            client.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException | GeneralSecurityException gone) {
            // The page has what it came for.
        }
    }

    private static byte[] greeting(String key) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
        return ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                        + Base64.getEncoder().encodeToString(digest) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
