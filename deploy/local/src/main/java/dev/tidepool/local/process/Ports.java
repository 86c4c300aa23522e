package dev.tidepool.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Picks loopback ports; one instance never gives the same port twice. */
public final class Ports {
    /** Below those that the system gives to outgoing connections: one of them would take it before the server does. */
    private static final int LOWEST = 18_000;

    private static final int END = 32_000;

    private final Set<Integer> given = new HashSet<>();

    /** The preferred port if nothing listens on it, otherwise any free one; 0 prefers none. */
    public int choose(int preferred) {
        int port = preferred != 0 && !given.contains(preferred) && isFree(preferred) ? preferred : anyFree();
        given.add(port);
        return port;
    }

    private int anyFree() {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(LOWEST, END))
                .limit(END)
                .filter(port -> !given.contains(port) && isFree(port))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no free port on the loopback interface"));
    }

    /** Whether a server could listen on this loopback port now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether something accepts connections there within a second. */
    public static boolean accepts(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
