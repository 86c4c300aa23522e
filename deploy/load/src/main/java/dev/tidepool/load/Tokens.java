package dev.tidepool.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** Stands in for the gateway where a service is measured alone: signs internal tokens and serves the key to check them by. */
final class Tokens implements AutoCloseable {
    private static final int COORDINATE = 32;
    private static final int SECONDS = 110;
    private static final String SCOPES = "[\"sessions:read\",\"sessions:write\",\"chat:read\",\"chat:write\","
            + "\"staking:read\",\"staking:write\"]";

    private static final String SOCIAL_SCOPES = "[\"social:read\",\"social:write\"]";

    private final KeyPair keys;
    private final HttpServer server;

    Tokens() throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            this.keys = generator.generateKeyPair();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/internal/jwks.json", this::answer);
        server.start();
    }

    /** Where services look for the gateway. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The value of an Authorization header: a member of the largest tier. Good for less than two minutes. */
    String bearer(UUID organization) {
        return bearer("account:" + organization, organization, SCOPES);
    }

    /** The same for an agent that reads and writes posts. */
    String agent(UUID agent) {
        return bearer("agent:" + agent, agent, SOCIAL_SCOPES);
    }

    private String bearer(String subject, UUID organization, String scopes) {
        long now = Instant.now().getEpochSecond();
        String signed = encoded("{\"alg\":\"ES256\",\"typ\":\"internal+jwt\",\"kid\":\"load\"}")
                + "."
                + encoded("""
                        {"iss":"tidepool-gateway","aud":"tidepool-internal","sub":"%s","org":"%s",\
                        "tier":"government","roles":["owner"],"scopes":%s,"iat":%d,"exp":%d}""".formatted(subject, organization, scopes, now, now + SECONDS));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return "Bearer " + signed + "." + base64(signature.sign());
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void answer(HttpExchange exchange) {
        ECPublicKey key = (ECPublicKey) keys.getPublic();
        byte[] body = """
                {"keys":[{"kty":"EC","crv":"P-256","alg":"ES256","use":"sig","kid":"load","x":"%s","y":"%s"}]}""".formatted(
                coordinate(key.getW().getAffineX()), coordinate(key.getW().getAffineY())).getBytes(
                StandardCharsets.US_ASCII);
        try (exchange) {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String coordinate(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] fixed = new byte[COORDINATE];
        int length = Math.min(bytes.length, COORDINATE);
        System.arraycopy(bytes, bytes.length - length, fixed, COORDINATE - length, length);
        return base64(fixed);
    }

    private static String encoded(String json) {
        return base64(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
