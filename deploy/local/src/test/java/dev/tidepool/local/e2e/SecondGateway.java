package dev.tidepool.local.e2e;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Another gateway beside the suite's own. */
final class SecondGateway implements AutoCloseable {

    private final SecondInstance instance;

    private SecondGateway(SecondInstance instance) {
        this.instance = instance;
    }

    /** Ready when this returns. */
    static SecondGateway startBeside(ProcessHandle first) throws IOException {
        return startBeside(first, Map.of());
    }

    /** @param variables of its own, in place of those of the same name */
    static SecondGateway startBeside(ProcessHandle first, Map<String, String> variables) throws IOException {
        return new SecondGateway(SecondInstance.startBeside("gateway", first, variables));
    }

    Api as(String credential) {
        return instance.as(credential);
    }

    int port() {
        return instance.port();
    }

    /** A variable of its environment. */
    String variable(String name) {
        return instance.variable(name);
    }

    /** The sum of a metric over all its labels that contain this text; 0 when there is none. */
    double metric(String name, String labels) {
        return instance.management()
                .get("/q/metrics")
                .expect(200)
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") && line.contains(labels))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** What it has logged so far. */
    List<String> log() {
        return instance.log();
    }

    @Override
    public void close() {
        instance.close();
    }
}
