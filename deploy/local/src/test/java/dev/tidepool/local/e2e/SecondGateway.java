package dev.tidepool.local.e2e;

import java.io.IOException;
import java.util.Map;

/** Another gateway beside the suite's own. */
final class SecondGateway extends SecondInstance {

    private SecondGateway(ProcessHandle first, Map<String, String> variables) throws IOException {
        super("gateway-service", first, variables);
    }

    /** Ready when this returns. */
    static SecondGateway startBeside(ProcessHandle first) throws IOException {
        return startBeside(first, Map.of());
    }

    /** @param variables of its own, in place of those of the same name */
    static SecondGateway startBeside(ProcessHandle first, Map<String, String> variables) throws IOException {
        return new SecondGateway(first, variables);
    }
}
