package dev.tidepool.gateway.support;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.FaultyServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;

/** A service that breaks the rules, byte by byte, in place of one of those of {@link StandInService}. */
public final class FaultyService extends FaultyServer {

    private FaultyService(ServerSocket listener, Conduct conduct) {
        super(listener, conduct);
    }

    public static FaultyService inPlaceOf(StandInService service, Conduct conduct) {
        service.stop();
        ServerSocket listener = Eventually.value(
                Duration.ofSeconds(5), "port " + service.port() + " is free", () -> listen(service.port()));
        return new FaultyService(listener, conduct);
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
}
