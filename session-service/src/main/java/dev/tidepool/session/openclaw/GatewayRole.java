package dev.tidepool.session.openclaw;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a connection is to the gateway. The gateway knows only its own names of clients and modes.
 *
 * @param scopes what an operator wants to do
 * @param capabilities what a client can show, or a node do
 * @param commands that a node takes
 */
record GatewayRole(
        String name,
        String client,
        String mode,
        List<String> scopes,
        List<String> capabilities,
        List<String> commands) {

    /** One that offers a browser. */
    static GatewayRole browserNode() {
        return new GatewayRole(
                "node", "node-host", "node", List.of(), List.of("browser"), List.of(NodeInvocations.COMMAND));
    }

    /** Where its key and tokens are: each role is a device of its own to the gateway. */
    Path keys(Path directory) {
        return name.equals("operator") ? directory : directory.resolve(name);
    }

    /** @param admin whether to ask for what only an administrator may */
    static GatewayRole operator(boolean admin) {
        List<String> scopes = new ArrayList<>(List.of("operator.read", "operator.write"));
        if (admin) {
            scopes.add("operator.admin");
        }
        return new GatewayRole(
                "operator", "gateway-client", "backend", List.copyOf(scopes), List.of("tool-events"), List.of());
    }
}
