package dev.tidepool.kernel.test;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * A client that does nothing by itself and anything it is told to: sends bytes as it likes, HTTP or frames of a WebSocket, and
 * reads only when it is asked to.
 */
public class RawPeer implements AutoCloseable {

    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int CLOSE = 8;
    public static final int PING = 9;

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final DataInputStream in;

    protected RawPeer(Socket socket) {
        try {
            this.socket = socket;
            this.in = new DataInputStream(socket.getInputStream());
            socket.setSoTimeout(PATIENCE_MILLIS);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
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

    public static RawPeer connect(int port) {
        return connect(port, 0);
    }

    /** @param receiveBuffer of the connection in bytes, so that one who does not read is soon noticed; 0 for the usual */
    public static RawPeer connect(int port, int receiveBuffer) {
        return new RawPeer(socketFrom("127.0.0.1", port, receiveBuffer));
    }

    /** @param address one of this machine's to connect from */
    protected static Socket socketFrom(String address, int port, int receiveBuffer) {
        try {
            Socket socket = new Socket();
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            return socket;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Asks for a WebSocket and does not wait for the answer. */
    public RawPeer ask(String path, String credential) {
        return send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Extensions: permessage-deflate\r\nAuthorization: Bearer " + credential + "\r\n\r\n");
    }

    /** The asked-for WebSocket is there, with frames as they are written. */
    public RawPeer awaitUpgrade() {
        String head = readHead();
        if (!head.startsWith("HTTP/1.1 101") || head.toLowerCase(Locale.ROOT).contains("deflate")) {
            throw new AssertionError(head);
        }
        return this;
    }

    public RawPeer send(String bytes) {
        return send(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawPeer send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Sends what may find the connection closed already. */
    public boolean tryToSend(String bytes) {
        try {
            send(bytes);
            return true;
        } catch (UncheckedIOException closed) {
            return false;
        }
    }

    public RawPeer frame(int opcode, boolean isFinal, String text) {
        return frame(opcode, isFinal, text.getBytes(StandardCharsets.UTF_8));
    }

    /** One frame of up to 65,535 bytes. A mask of zeros leaves the payload as it is. */
    public RawPeer frame(int opcode, boolean isFinal, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write((isFinal ? 0x80 : 0) | opcode);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        return send(frame.toByteArray());
    }

    /** The next frame of this kind; others are passed over. */
    public Frame next(int opcode) {
        Frame frame = next();
        while (frame.opcode() != opcode) {
            frame = next();
        }
        return frame;
    }

    public Frame next() {
        try {
            int opcode = in.readByte() & 0x0f;
            int length = in.readByte() & 0x7f;
            long bytes = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
            byte[] payload = new byte[Math.toIntExact(bytes)];
            in.readFully(payload);
            return new Frame(opcode, payload);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** One answer with a Content-Length or none, head and body. */
    public String readAnswer() {
        String head = readHead();
        int length = Integer.parseInt("0" + header(head, "content-length"));
        try {
            return head + new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** One answer up to the empty line, or as much of it as came. */
    public String readHead() {
        try {
            StringBuilder head = new StringBuilder();
            for (int b = in.read(); b >= 0; b = in.read()) {
                head.append((char) b);
                if (head.indexOf("\r\n\r\n", head.length() - 4) >= 0) {
                    break;
                }
            }
            return head.toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** All that comes until the connection ends. @throws AssertionError when it does not end */
    public String readToEnd() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            in.transferTo(all);
        } catch (SocketTimeoutException open) {
            throw new AssertionError("still open after: " + all.toString(StandardCharsets.ISO_8859_1), open);
        } catch (SocketException reset) {
            // Ended while bytes were under way.
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /** The values of an answer's header as one list (RFC 9110, section 5.2), or nothing. */
    public static String header(String answer, String name) {
        StringJoiner values = new StringJoiner(", ");
        for (String line :
                answer.substring(0, Math.max(0, answer.indexOf("\r\n\r\n"))).split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith(name + ":")) {
                values.add(line.substring(name.length() + 1).strip());
            }
        }
        return values.toString();
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
