package dev.tidepool.gateway.support;

import dev.tidepool.kernel.test.RawPeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import org.eclipse.microprofile.config.ConfigProvider;

/** A peer of the gateway under test that sends bytes as it likes, and reads what comes back. */
public final class RawClient extends RawPeer {

    private RawClient(Socket socket) {
        super(socket);
    }

    public static RawClient connect() {
        return connectFrom("127.0.0.1");
    }

    public static RawClient connectSecurely() {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-ssl-port", Integer.class);
        try {
            return new RawClient(TlsForTests.clientContext().getSocketFactory().createSocket("127.0.0.1", port));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** One whose side of the connection holds next to nothing that is not read. */
    public static RawClient connectReadingLittle() {
        return new RawClient(socketFrom("127.0.0.1", Gateway.port(), 4096));
    }

    /** @param address one of this machine's, such as 127.0.0.66 */
    public static RawClient connectFrom(String address) {
        return new RawClient(socketFrom(address, Gateway.port(), 0));
    }

    /** What the gateway answers to these bytes until it closes the connection. */
    public static String exchange(String bytes) {
        try (RawClient client = connect()) {
            return client.send(bytes).readToEnd();
        }
    }
}
