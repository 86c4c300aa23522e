package dev.tidepool.gateway.support;

import dev.tidepool.kernel.test.FreePort;
import dev.tidepool.kernel.test.TestServers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Settings of the gateway under test: keys, organisations, short timeouts, and where the services will be. */
public final class GatewayTestResource implements QuarkusTestResourceLifecycleManager {

    public static final int CONNECTIONS_PER_ADDRESS = 1200;

    /** Of a service. */
    public static final int SOCKETS_PER_ADDRESS = 40;

    /** An address whose word on the client is taken. */
    public static final String TRUSTED_PROXY = "127.0.0.66";

    public static final String OPERATOR_TOKEN = "operator token of the tests, long enough";

    private static final Path DIRECTORY = Path.of("target", "gateway-under-test");

    /** After the kernel's: Redis is reached through a relay that tests can cut. */
    @Override
    public int order() {
        return 10;
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>();
        for (String service : new String[] {"SESSION", "SOCIAL", "STAKING"}) {
            settings.put("TIDEPOOL_" + service + "_URL", address(service));
        }
        settings.put("TIDEPOOL_SOCIAL_URL", settings.get("TIDEPOOL_SOCIAL_URL") + "," + address("SOCIAL_TWIN"));
        RedisRelay relay = RedisRelay.start(TestServers.running().redisPort());
        System.setProperty("test.port.REDIS_CONTROL", Integer.toString(relay.controlPort()));
        settings.put("TIDEPOOL_REDIS_URL", "redis://127.0.0.1:" + relay.port());
        settings.put("TIDEPOOL_SIGNING_KEYS_DIR", DIRECTORY.resolve("keys").toString());
        settings.put("TIDEPOOL_BOOTSTRAP_FILE", bootstrapFile().toString());
        settings.put("TIDEPOOL_CORS_ORIGINS", "https://app.example.org");
        settings.put("tidepool.proxy.max-sockets", Integer.toString(SOCKETS_PER_ADDRESS));
        settings.put("tidepool.proxy.standard-timeout", "3s");
        settings.put("tidepool.proxy.analytics-timeout", "4s");
        settings.put("tidepool.proxy.export-timeout", "5s");
        settings.put("tidepool.proxy.upload-timeout", "4s");
        settings.put("tidepool.proxy.idle-timeout", "7s");
        settings.put("tidepool.standing.look-up-timeout", "1s");
        settings.put("tidepool.api-key.look-up-timeout", "1s");
        settings.put("tidepool.compression.patience", "2s");
        settings.put("tidepool.access-log.slow", "900ms");
        settings.put("tidepool.proxy.breaker.hanging-for", "2s");
        settings.put("tidepool.proxy.retry.most", "20");
        settings.put("tidepool.proxy.ejection.first-pause", "500ms");
        settings.put("tidepool.proxy.ejection.longest-pause", "2s");
        int issuer = FreePort.find();
        System.setProperty("test.port.ISSUER", Integer.toString(issuer));
        settings.put("tidepool.outbound.allowed", "127.0.0.1:" + issuer);
        settings.put("tidepool.oidc.minimum-interval", "1s");
        settings.put("tidepool.oidc.issuers[0].issuer", ForeignIssuer.url(issuer));
        settings.put("tidepool.oidc.issuers[0].audience", ForeignIssuer.AUDIENCE);
        settings.put("tidepool.oidc.issuers[0].organization-claim", "tenant");
        settings.put("tidepool.oidc.issuers[0].role-claim", "role");
        settings.put("tidepool.oidc.issuers[0].organizations", "*");
        settings.put("tidepool.oidc.issuers[1].issuer", ForeignIssuer.SECOND);
        settings.put("tidepool.oidc.issuers[1].jwks-url", ForeignIssuer.url(issuer) + "/second-keys");
        settings.put("tidepool.oidc.issuers[1].audience", ForeignIssuer.AUDIENCE);
        settings.put("tidepool.oidc.issuers[1].organizations", ForeignIssuer.ALLOWED);
        settings.put("tidepool.oidc.issuers[1].scope-claim", "scope");
        settings.put("tidepool.oidc.issuers[1].default-role", "readonly");
        settings.put("tidepool.oidc.refresh-interval", "2s");
        settings.put("tidepool.auth.key-check-interval", "1s");
        settings.put("tidepool.identity.password-cost", "10");
        settings.put("tidepool.identity.sessions-per-account", "3");
        settings.put("tidepool.lockout.account.first", "4s");
        settings.put("tidepool.lockout.network.free", "12");
        settings.put("tidepool.lockout.network.first", "4s");
        settings.put("tidepool.realtime.rooms-per-socket", "5");
        settings.put("tidepool.realtime.buffer.messages", "16");
        settings.put("tidepool.realtime.authenticate-within", "1s");
        settings.put("tidepool.subscription.heartbeat", "500ms");
        settings.put("tidepool.socket.ping-interval", "1s");
        settings.put("tidepool.socket.lease", "3s");
        settings.put("tidepool.socket.recheck-interval", "2s");
        settings.put("tidepool.socket.shutdown-spread", "100ms");
        settings.put("TIDEPOOL_OPERATOR_TOKEN", OPERATOR_TOKEN);
        settings.put("tidepool.audit.buffered-events", "60");
        settings.put("tidepool.audit.export-chunk", "10");
        settings.put("tidepool.audit.export-chunk-timeout", "2s");
        settings.put("tidepool.api-key.agents.open-source", "5");
        settings.put("tidepool.api-key.usage-interval", "1s");
        settings.put("tidepool.api-key.rotation-interval", "1s");
        settings.put("tidepool.edge.trusted-proxies", TRUSTED_PROXY + ",10.0.0.0/8");
        settings.put("quarkus.http.test-ssl-port", Integer.toString(FreePort.find()));
        settings.put(
                "quarkus.http.ssl.certificate.key-store-file",
                TlsForTests.keyStore(DIRECTORY).toString());
        settings.put("quarkus.http.ssl.certificate.key-store-password", TlsForTests.PASSWORD);
        settings.put("tidepool.wire.head-timeout", "2s");
        settings.put("tidepool.wire.body-interval", "2s");
        // Well above what the tests' own clients keep a connection for (pom.xml): none meets one that is being closed.
        settings.put("tidepool.wire.keep-alive", "12s");
        settings.put("tidepool.wire.max-connections-per-address", Integer.toString(CONNECTIONS_PER_ADDRESS));
        return settings;
    }

    @Override
    public void stop() {
        // The relay is a daemon of this JVM.
    }

    private static Path bootstrapFile() {
        StringBuilder json = new StringBuilder("{\"organizations\":[");
        for (Organizations organization : Organizations.values()) {
            json.append(json.charAt(json.length() - 1) == '[' ? "" : ",").append(organization.json());
        }
        Path file = DIRECTORY.resolve("bootstrap.json");
        try {
            Files.createDirectories(DIRECTORY);
            Files.writeString(file, json.append("]}"));
            Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return file;
    }

    private static String address(String service) {
        int port = FreePort.find();
        System.setProperty("test.port." + service, Integer.toString(port));
        return "http://127.0.0.1:" + port;
    }
}
