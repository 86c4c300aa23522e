package dev.tidepool.local.suite;

import dev.tidepool.local.Home;
import dev.tidepool.local.store.DatabaseSetup;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The environment of the services: the user's own, then what this run decides.
 *
 * @param databaseUrl without credentials
 * @param solanaUrls comma separated; empty when no chain is configured
 */
record ServiceEnvironment(
        Home home,
        Settings settings,
        Secrets secrets,
        Addresses addresses,
        String databaseUrl,
        String redisUrl,
        String solanaUrls) {

    Map<String, String> of(Service service) {
        Map<String, String> variables = new HashMap<>(settings.inherited());
        // The launcher's own, and the gateway's: a service must read neither a superuser's credentials nor the
        // operator's.
        variables.keySet().removeAll(Set.of("TIDEPOOL_HOME", "TIDEPOOL_DATABASE_URL", "TIDEPOOL_OPERATOR_TOKEN"));
        variables.put("TIDEPOOL_BIND", "127.0.0.1");
        variables.put("TIDEPOOL_PORT", String.valueOf(addresses.ports().get(service)));
        variables.put(
                "TIDEPOOL_MANAGEMENT_PORT",
                String.valueOf(addresses.managementPorts().get(service)));
        variables.put("TIDEPOOL_REDIS_URL", redisUrl);
        variables.put("TIDEPOOL_GATEWAY_MANAGEMENT_URL", addresses.managementUrl(Service.GATEWAY));
        variables.put("TIDEPOOL_CURSOR_SECRET", secrets.cursorSecret());
        // Fewer allocation arenas: the C library's default costs tens of megabytes a process.
        variables.put("MALLOC_ARENA_MAX", "2");
        // What links in answers begin with; behind a proxy the person names its address.
        variables.putIfAbsent("TIDEPOOL_PUBLIC_URL", addresses.url(Service.GATEWAY));
        // People read these logs.
        variables.putIfAbsent("TIDEPOOL_LOG_JSON", "false");
        putDatabase(variables, service);
        putOwn(variables, service);
        return variables;
    }

    private void putDatabase(Map<String, String> variables, Service service) {
        DatabaseSetup.Passwords passwords =
                Objects.requireNonNull(secrets.databases().get(service.id()), "passwords of " + service);
        variables.put("TIDEPOOL_DATABASE_URL", databaseUrl);
        variables.put("TIDEPOOL_DATABASE_USER", "tidepool_" + service.id());
        variables.put("TIDEPOOL_DATABASE_PASSWORD", passwords.service());
        variables.put("TIDEPOOL_DATABASE_OWNER_USER", "tidepool_" + service.id() + "_owner");
        variables.put("TIDEPOOL_DATABASE_OWNER_PASSWORD", passwords.owner());
    }

    private void putOwn(Map<String, String> variables, Service service) {
        switch (service) {
            case GATEWAY -> {
                variables.put("TIDEPOOL_SESSION_URL", addresses.url(Service.SESSION));
                variables.put("TIDEPOOL_SOCIAL_URL", addresses.url(Service.SOCIAL));
                variables.put("TIDEPOOL_STAKING_URL", addresses.url(Service.STAKING));
                variables.put("TIDEPOOL_SIGNING_KEYS_DIR", home.signingKeys().toString());
                variables.put("TIDEPOOL_OPERATOR_TOKEN", secrets.operatorToken());
                variables.put("TIDEPOOL_BOOTSTRAP_FILE", home.bootstrap().toString());
            }
            case STAKING -> {
                variables.putIfAbsent(
                        "TIDEPOOL_WEBHOOK_KEYS_DIR", home.webhookKeys().toString());
                if (solanaUrls.isEmpty()) {
                    variables.remove("TIDEPOOL_SOLANA_RPC_URLS");
                } else {
                    variables.put("TIDEPOOL_SOLANA_RPC_URLS", solanaUrls);
                }
            }
            case SESSION -> {
                variables.putIfAbsent(
                        "TIDEPOOL_OPENCLAW_KEYS_DIR", home.openClawKeys().toString());
                variables.put("TIDEPOOL_SKILL_SOURCE_URL", addresses.url(Service.SOCIAL));
                variables.putIfAbsent(
                        "TIDEPOOL_SECRET_KEYS_DIR", home.secretKeys().toString());
            }
            case SOCIAL ->
                variables.putIfAbsent(
                        "TIDEPOOL_WEBHOOK_KEYS_DIR", home.webhookKeys().toString());
        }
    }
}
