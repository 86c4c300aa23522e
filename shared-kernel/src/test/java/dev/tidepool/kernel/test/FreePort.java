package dev.tidepool.kernel.test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * A loopback port for a server that is started later, or stopped and started again. It lies below those that the system
 * gives to outgoing connections (from 32768 on Linux): one of them would hold the port just when the server wants it, and
 * a client that calls while nobody listens could even be given the very port that it calls.
 */
public final class FreePort {

    private static final int LOWEST = 18_000;
    private static final int END = 32_000;

    private FreePort() {}

    public static int find() {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(LOWEST, END))
                .limit(END)
                .filter(FreePort::isFree)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no free port on the loopback interface"));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
