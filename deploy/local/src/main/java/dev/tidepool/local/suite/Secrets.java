package dev.tidepool.local.suite;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.local.Home;
import dev.tidepool.local.LaunchFailure;
import dev.tidepool.local.store.DatabaseSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything secret of one installation, made at its first start and kept in {@code secrets.json} (mode 600).
 *
 * @param apiKey of the owner of the government-tier organisation named local
 * @param openSourceApiKey of the organisation of the open_source tier
 * @param cursorSecret signs page cursors; the same for all services
 * @param operatorToken for the gateway's management port
 * @param databases the passwords of each service's roles
 */
record Secrets(
        String adminEmail,
        String adminPassword,
        String apiKey,
        String openSourceApiKey,
        String cursorSecret,
        String operatorToken,
        String postgresPassword,
        String redisPassword,
        Map<String, DatabaseSetup.Passwords> databases) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int KEY_BYTES = 32;
    private static final int PASSWORD_BYTES = 24;

    /** The kept secrets, or new ones at the first start. */
    static Secrets of(Home home) {
        try {
            if (Files.exists(home.secrets())) {
                return kept(home);
            }
            Secrets made = generate();
            write(home, made);
            return made;
        } catch (JacksonException e) {
            throw new LaunchFailure(
                    "The secrets in " + home.shown(home.secrets()) + " cannot be read: " + e.getOriginalMessage(),
                    "put back a copy of that file, or start afresh with ./tidepool reset (which erases all data)");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + home.secrets(), e);
        }
    }

    /** An installation from before the operator's token gets one. */
    private static Secrets kept(Home home) throws IOException {
        ObjectNode read = JSON.readValue(Files.readString(home.secrets()), ObjectNode.class);
        boolean complete = read.hasNonNull("operatorToken");
        if (!complete) {
            read.put("operatorToken", random(KEY_BYTES));
        }
        Secrets kept = JSON.treeToValue(read, Secrets.class);
        if (!complete) {
            write(home, kept);
        }
        return kept;
    }

    private static void write(Home home, Secrets secrets) throws JacksonException {
        Home.writePrivate(home.secrets(), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(secrets));
    }

    /** Leaves out every value: records print their components otherwise. */
    @Override
    public String toString() {
        return "Secrets[...]";
    }

    private static Secrets generate() {
        Map<String, DatabaseSetup.Passwords> databases = new TreeMap<>();
        for (Service service : Service.values()) {
            databases.put(service.id(), new DatabaseSetup.Passwords(random(PASSWORD_BYTES), random(PASSWORD_BYTES)));
        }
        return new Secrets(
                "admin@tidepool.local",
                random(PASSWORD_BYTES),
                "tidepool_" + random(KEY_BYTES),
                "tidepool_" + random(KEY_BYTES),
                random(KEY_BYTES),
                random(KEY_BYTES),
                random(PASSWORD_BYTES),
                random(PASSWORD_BYTES),
                databases);
    }

    private static String random(int bytes) {
        byte[] value = new byte[bytes];
        new SecureRandom().nextBytes(value);
        return HexFormat.of().formatHex(value);
    }
}
