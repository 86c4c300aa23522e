package dev.tidepool.gateway.auth;

import dev.tidepool.gateway.apikey.ApiKeyText;
import io.vertx.core.MultiMap;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a request shows of its sender, before anything of it is checked. Never logged: it prints as its kind. */
sealed interface Credential {

    record None() implements Credential {}

    /** Something is shown that cannot be a credential of ours. */
    record Malformed() implements Credential {}

    record ApiKey(String text) implements Credential {
        @Override
        public String toString() {
            return "ApiKey";
        }
    }

    record AccessToken(String text) implements Credential {
        @Override
        public String toString() {
            return "AccessToken";
        }
    }

    Credential NONE = new None();
    Credential MALFORMED = new Malformed();

    /** Longer than any token of ours. */
    int MAX_CHARACTERS = 4096;

    /**
     * Reads the headers: Authorization first, then X-API-Key, then the WebSocket subprotocol that carries an Authorization
     * header for browsers, which cannot set one.
     */
    static Credential of(MultiMap headers) {
        String authorization = headers.get("Authorization");
        if (authorization != null) {
            return ofAuthorization(authorization);
        }
        String key = headers.get("X-API-Key");
        if (key != null) {
            return ofText(key.strip());
        }
        String carried = carriedBySubprotocol(headers.get("Sec-WebSocket-Protocol"));
        return carried == null ? NONE : ofAuthorization(carried);
    }

    private static Credential ofAuthorization(String header) {
        boolean bearer = header.regionMatches(true, 0, "Bearer ", 0, 7);
        return bearer ? ofText(header.substring(7).strip()) : MALFORMED;
    }

    static Credential ofText(String text) {
        if (text.length() > MAX_CHARACTERS) {
            return MALFORMED;
        }
        if (ApiKeyText.isOne(text)) {
            return new ApiKey(text);
        }
        return text.startsWith("eyJ") ? new AccessToken(text) : MALFORMED;
    }

    /** {@code quarkus-http-upgrade#Authorization#Bearer <token>}, URL-encoded, among the offered subprotocols. */
    private static @Nullable String carriedBySubprotocol(@Nullable String offered) {
        if (offered == null) {
            return null;
        }
        for (String protocol : offered.split(",", -1)) {
            String decoded = decode(protocol.strip());
            if (decoded.toLowerCase(Locale.ROOT).startsWith("quarkus-http-upgrade#authorization#")) {
                return decoded.substring("quarkus-http-upgrade#authorization#".length());
            }
        }
        return null;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }
}
