package dev.tidepool.local.suite;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The four services, in the order they are shown. */
public enum Service {
    GATEWAY(8080, 9000, 128),
    /** Its heap is larger: it holds the text of the conversations it streams. */
    SESSION(8081, 9001, 192),
    SOCIAL(8082, 9002, 128),
    STAKING(8083, 9003, 128);

    private final int port;
    private final int managementPort;
    private final int heapMegabytes;

    Service(int port, int managementPort, int heapMegabytes) {
        this.port = port;
        this.managementPort = managementPort;
        this.heapMegabytes = heapMegabytes;
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

    int heapMegabytes() {
        return heapMegabytes;
    }
}
