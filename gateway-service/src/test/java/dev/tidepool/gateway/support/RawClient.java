package dev.tidepool.gateway.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.StringJoiner;
import org.eclipse.microprofile.config.ConfigProvider;

/** A peer that sends bytes as it likes, and reads what comes back. */
public final class RawClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;

    private RawClient(Socket socket) {
        this.socket = socket;
    }

    public static RawClient connect() {
        return connectFrom("127.0.0.1");
    }

    public static RawClient connectSecurely() {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-ssl-port", Integer.class);
        try {
            Socket socket = TlsForTests.clientContext().getSocketFactory().createSocket("127.0.0.1", port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            return new RawClient(socket);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** One whose side of the connection holds next to nothing that is not read. */
    public static RawClient connectReadingLittle() {
        return connect("127.0.0.1", 4096);
    }

    /** @param address one of this machine's, such as 127.0.0.66 */
    public static RawClient connectFrom(String address) {
        return connect(address, 0);
    }

    private static RawClient connect(String address, int receiveBuffer) {
        try {
            Socket socket = new Socket();
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
            socket.connect(new InetSocketAddress("127.0.0.1", Gateway.port()), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            return new RawClient(socket);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What the gateway answers to these bytes until it closes the connection. */
    public static String exchange(String bytes) {
        try (RawClient client = connect()) {
            return client.send(bytes).readToEnd();
        }
    }

    public RawClient send(String bytes) {
        try {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
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

    /** @throws AssertionError when the gateway keeps the connection open for long */
    public String readToEnd() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            InputStream in = socket.getInputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                all.write(b);
            }
        } catch (SocketTimeoutException open) {
            throw new AssertionError("still open after: " + all.toString(StandardCharsets.ISO_8859_1), open);
        } catch (SocketException reset) {
            // Closed while bytes were under way.
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /** One answer with a Content-Length or none, head and body. */
    public String readAnswer() {
        try {
            String head = readHead();
            int length = Integer.parseInt("0" + header(head, "content-length"));
            return head + new String(socket.getInputStream().readNBytes(length), StandardCharsets.ISO_8859_1);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** One answer up to the empty line. */
    public String readHead() {
        try {
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int b = in.read();
                if (b < 0) {
                    break;
                }
                head.append((char) b);
            }
            return head.toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
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
