package dev.tidepool.local.suite;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.local.Home;
import java.util.LinkedHashMap;
import java.util.Map;

/** The two files that carry credentials out of the launcher: one for the gateway, one for people and tests. */
final class Handout {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Handout() {}

    /** The organisations the gateway makes at its start. */
    static void writeBootstrap(Home home, Secrets secrets) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode organizations = root.putArray("organizations");
        ObjectNode local = organizations.addObject().put("name", "local").put("tier", "government");
        local.putObject("owner").put("email", secrets.adminEmail()).put("password", secrets.adminPassword());
        local.put("apiKey", secrets.apiKey());
        organizations
                .addObject()
                .put("name", "open-source")
                .put("tier", "open_source")
                .put("apiKey", secrets.openSourceApiKey());
        try {
            Home.writePrivate(home.bootstrap(), JSON.writeValueAsString(root));
        } catch (JacksonException e) {
            throw new IllegalStateException("cannot write the bootstrap file", e);
        }
    }

    /** {@code .tidepool/env}; {@code solanaUrl} is empty where no chain is configured. */
    static void writeEnvironment(Home home, Secrets secrets, Addresses addresses, String solanaUrl) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("TIDEPOOL_URL", addresses.url(Service.GATEWAY));
        variables.put("TIDEPOOL_API_KEY", secrets.apiKey());
        variables.put("TIDEPOOL_API_KEY_OPEN_SOURCE", secrets.openSourceApiKey());
        variables.put("TIDEPOOL_ADMIN_EMAIL", secrets.adminEmail());
        variables.put("TIDEPOOL_ADMIN_PASSWORD", secrets.adminPassword());
        variables.put("TIDEPOOL_OPERATOR_TOKEN", secrets.operatorToken());
        variables.put("TIDEPOOL_SOLANA_RPC_URL", solanaUrl);
        for (Service service : Service.values()) {
            variables.put("TIDEPOOL_" + service + "_MANAGEMENT_URL", addresses.managementUrl(service));
        }
        Home.writePrivate(home.environmentFile(), EnvironmentFile.format(variables));
    }
}
