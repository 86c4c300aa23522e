package dev.tidepool.gateway.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** Another issuer, as real as a server can be: discovery, a key set that rotates, and tokens of any claims. */
public final class ForeignIssuer {

    public static final String AUDIENCE = "tidepool of the tests";

    /** Has no discovery document, only a key set, and may speak for one organisation. */
    public static final String SECOND = "urn:second-issuer";

    public static final String ALLOWED = "01a1f000-0000-7000-8000-0000000a110d";

    private final List<JsonWebKey> published = new CopyOnWriteArrayList<>();
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile CountDownLatch silenced = new CountDownLatch(0);
    private volatile boolean failing;

    /** Starts on the port that the gateway's settings name. */
    public static ForeignIssuer start() {
        try {
            ForeignIssuer issuer = new ForeignIssuer();
            HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port()), 0);
            server.createContext(
                    "/.well-known/openid-configuration",
                    exchange -> answer(
                            exchange,
                            "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}".formatted(url(port()), url(port()))));
            server.createContext("/keys", issuer::keys);
            server.createContext("/second-keys", issuer::keys);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return issuer;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static String url(int port) {
        return "http://127.0.0.1:" + port;
    }

    private static int port() {
        return Integer.parseInt(System.getProperty("test.port.ISSUER"));
    }

    private void keys(HttpExchange exchange) throws IOException {
        fetches.incrementAndGet();
        if (silenced.getCount() > 0) {
            waitUntilItSpeaks();
        }
        if (failing) {
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
            return;
        }
        answer(exchange, new JsonWebKeySet(published).toJson());
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private void waitUntilItSpeaks() {
        try {
            silenced.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Takes requests for its keys and answers none, until it {@link #speaks}. */
    public void fallsSilent() {
        silenced = new CountDownLatch(1);
    }

    /** Answers requests for its keys with an error, until it {@link #speaks}. */
    public void fails() {
        failing = true;
    }

    public void speaks() {
        failing = false;
        silenced.countDown();
    }

    public int fetches() {
        return fetches.get();
    }

    /** A new key that is not published. */
    public static PublicJsonWebKey newKey(String algorithm, String id) {
        try {
            PublicJsonWebKey key = algorithm.startsWith("ES")
                    ? EcJwkGenerator.generateJwk(EllipticCurves.P256)
                    : RsaJwkGenerator.generateJwk(2048);
            key.setKeyId(id);
            key.setAlgorithm(algorithm);
            return key;
        } catch (JoseException failure) {
            throw new IllegalStateException(failure);
        }
    }

    public PublicJsonWebKey publish(PublicJsonWebKey key) {
        published.add(key);
        return key;
    }

    public void withdraw(PublicJsonWebKey key) {
        published.remove(key);
    }

    /** A token for a member of the organisation, after a change of its claims. */
    public static String token(PublicJsonWebKey key, String organization, Consumer<JwtClaims> change) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(url(port()));
        claims.setAudience(AUDIENCE);
        claims.setSubject("somebody");
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(5);
        claims.setStringClaim("tenant", organization);
        claims.setStringClaim("role", "member");
        change.accept(claims);
        return sign(claims, key);
    }

    private static String sign(JwtClaims claims, PublicJsonWebKey key) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key.getPrivateKey());
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setAlgorithmHeaderValue(key.getAlgorithm());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
