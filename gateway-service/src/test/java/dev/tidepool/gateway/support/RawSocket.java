package dev.tidepool.gateway.support;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A WebSocket client that does nothing by itself, and anything it is told to: for what real clients never send. */
public final class RawSocket implements AutoCloseable {

    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int CLOSE = 8;
    public static final int PING = 9;

    private final Socket socket;
    private final DataInputStream in;

    private RawSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        socket.setSoTimeout(20_000);
    }

    /** A frame as it came. */
    public record Frame(int opcode, byte[] payload) {

        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        public int closeCode() {
            return (payload[0] & 0xff) << 8 | payload[1] & 0xff;
        }
    }

    public static RawSocket open(String path, String key) {
        RawSocket raw = ask(path, key);
        try {
            String head = raw.head();
            if (!head.startsWith("HTTP/1.1 101")
                    || head.toLowerCase(java.util.Locale.ROOT).contains("deflate")) {
                throw new IllegalStateException(head);
            }
            return raw;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Sends the handshake and does not wait for its answer. */
    public static RawSocket ask(String path, String key) {
        try {
            RawSocket raw = new RawSocket(new Socket(InetAddress.getLoopbackAddress(), Gateway.port()));
            raw.send(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                            + "Sec-WebSocket-Extensions: permessage-deflate\r\nAuthorization: Bearer " + key
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            return raw;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            head.write(in.readByte());
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    public void frame(int opcode, boolean isFinal, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write((isFinal ? 0x80 : 0) | opcode);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        // A mask of zeros leaves the payload as it is.
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        send(frame.toByteArray());
    }

    public void text(boolean isFirst, boolean isFinal, String text) {
        frame(isFirst ? TEXT : CONTINUATION, isFinal, text.getBytes(StandardCharsets.UTF_8));
    }

    public void send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public Frame next() {
        try {
            int opcode = in.readByte() & 0x0f;
            int length = in.readByte() & 0x7f;
            length = length == 126 ? in.readUnsignedShort() : length;
            byte[] payload = new byte[length];
            in.readFully(payload);
            return new Frame(opcode, payload);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Passes over frames of other kinds. */
    public Frame next(int opcode) {
        Frame frame = next();
        while (frame.opcode() != opcode) {
            frame = next();
        }
        return frame;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
