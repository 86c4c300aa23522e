package dev.tidepool.session.openclaw;

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
