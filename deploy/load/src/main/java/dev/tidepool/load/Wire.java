package dev.tidepool.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One connection, without a client library between the clock and the wire. */
final class Wire implements AutoCloseable {
    private static final String LENGTH = "content-length:";
    private static final int CHUNKED = -1;

    private final Socket socket;
    private final InputStream in;
    private final byte[] request;

    /** For requests that differ. */
    Wire(int port) throws IOException {
        this(port, new byte[0]);
    }

    Wire(int port, byte[] request) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
        this.in = new BufferedInputStream(socket.getInputStream(), 8192);
        this.request = request;
    }

    /** A read with a key. */
    static byte[] get(String path, String key) {
        return ascii("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nX-API-Key: " + key + "\r\n\r\n");
    }

    /** A read as whom the header says. */
    static byte[] read(String path, String authorization) {
        return ascii("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: " + authorization + "\r\n\r\n");
    }

    /** A body of JSON, as whom the header says. */
    static byte[] post(String path, String authorization, String json) {
        return ascii("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: " + authorization
                + "\r\nContent-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n" + json);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Asks, and reads the answer whole. */
    void exchange(byte[] asked) throws IOException {
        socket.getOutputStream().write(asked);
        body();
    }

    /** The same, and returns the answer's body. */
    String answer(byte[] asked) throws IOException {
        socket.getOutputStream().write(asked);
        return new String(body(), StandardCharsets.UTF_8);
    }

    /** Asks, and returns once the first byte of the body is here; in nanoseconds. */
    long firstByte() throws IOException {
        long start = System.nanoTime();
        socket.getOutputStream().write(request);
        head();
        in.read();
        return System.nanoTime() - start;
    }

    /** Reads on until this has come. */
    void skipThrough(String end) throws IOException {
        for (int matched = 0; matched < end.length(); ) {
            int read = in.read();
            if (read < 0) {
                throw new IOException("the connection ended before " + end);
            }
            matched = read == end.charAt(matched) ? matched + 1 : read == end.charAt(0) ? 1 : 0;
        }
    }

    /** Of an answer, whether its length was told or it comes in chunks. */
    private byte[] body() throws IOException {
        int length = head();
        if (length != CHUNKED) {
            return in.readNBytes(length);
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.write(in.readNBytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    /** Reads up to the body. @return Content-Length, 0 without one, or that it comes in chunks */
    private int head() throws IOException {
        int length = 0;
        String line = line();
        if (!line.startsWith("HTTP/1.1 2")) {
            throw new IOException("answered " + line);
        }
        while (!line.isEmpty()) {
            if (line.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
                length = Integer.parseInt(line.substring(LENGTH.length()).strip());
            } else if (line.equalsIgnoreCase("transfer-encoding: chunked")) {
                length = CHUNKED;
            }
            line = line();
        }
        return length;
    }

    private String line() throws IOException {
        StringBuilder text = new StringBuilder(64);
        int read = in.read();
        while (read != '\n') {
            if (read < 0) {
                throw new IOException("the connection ended");
            }
            if (read != '\r') {
                text.append((char) read);
            }
            read = in.read();
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
