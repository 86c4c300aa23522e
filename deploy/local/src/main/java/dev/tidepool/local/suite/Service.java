package dev.tidepool.local.suite;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The four services, in the order they are shown. What their requests leave behind is short-lived: with room for it, collections
 * are rare and stay out of most latencies.
 */
public enum Service {
    GATEWAY(8080, 9000, 128, "-Xms96m", "-Xmn56m"),
    /** Its heap is larger: it holds the text of the conversations it streams. */
    SESSION(8081, 9001, 224, "-Xms128m", "-Xmn80m"),
    SOCIAL(8082, 9002, 160, "-Xms112m", "-Xmn72m"),
    STAKING(8083, 9003, 96, "-Xms80m", "-Xmn44m");

    /** What the compilers took while a service became fast is given back to the system. */
    private static final String FLAGS =
            "-XX:+UseSerialGC -Xss512k -XX:+UseCompactObjectHeaders -XX:+ExitOnOutOfMemoryError -XX:TrimNativeHeapInterval=30000"
                    + " --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow";

    private final int port;
    private final int managementPort;
    private final String heap;

    Service(int port, int managementPort, int heapMegabytes, String... heap) {
        this.port = port;
        this.managementPort = managementPort;
        this.heap = "-Xmx" + heapMegabytes + "m " + String.join(" ", heap);
    }

    /** The name people type, and the name of its schema. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its Maven module, a folder of the checkout. */
    public String module() {
        return id() + "-service";
    }

    /** The service a person means; both {@code social} and {@code social-service} will do. */
    public static Optional<Service> named(String text) {
        return Arrays.stream(values())
                .filter(service -> service.id().equals(text) || service.module().equals(text))
                .findFirst();
    }

    int defaultPort() {
        return port;
    }

    int defaultManagementPort() {
        return managementPort;
    }

    /** How its virtual machine is started. */
    public List<String> flags() {
        return Stream.concat(Stream.of(heap.split(" ", -1)), Stream.of(FLAGS.split(" ", -1)))
                .toList();
    }
}
