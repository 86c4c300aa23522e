package dev.tidepool.local.suite;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The four services, in the order they are shown. */
public enum Service {
    /** What its requests leave behind is short-lived: with room for it, collections are rare and stay out of most latencies. */
    GATEWAY(8080, 9000, List.of("-Xmx128m", "-Xms96m", "-Xmn56m")),
    /** Its heap is larger: it holds the text of the conversations it streams. */
    SESSION(8081, 9001, List.of("-Xmx192m", "-Xms16m")),
    SOCIAL(8082, 9002, List.of("-Xmx128m", "-Xms16m")),
    STAKING(8083, 9003, List.of("-Xmx128m", "-Xms16m"));

    private final int port;
    private final int managementPort;
    private final List<String> heapFlags;

    Service(int port, int managementPort, List<String> heapFlags) {
        this.port = port;
        this.managementPort = managementPort;
        this.heapFlags = heapFlags;
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

    /** As the JVM takes them. */
    public List<String> heapFlags() {
        return heapFlags;
    }
}
