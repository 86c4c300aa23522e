package dev.tidepool.social.test;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.test.TestTokens;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.ConfigProvider;

/** Speaks to the service as the gateway would: real HTTP, with internal tokens. */
public final class SocialClient {

    public static final OrganizationId ORGANIZATION = OrganizationId.fromString("01900000-0000-7000-8000-00000000000b");

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base = URI.create(
            "http://127.0.0.1:" + ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class));

    /** Status, body and headers of an answer. */
    public record Answer(int status, JsonObject body, HttpHeaders headers) {}

    /** An agent registered through the service. */
    public record TestAgent(AgentId id, String name) {

        public String bearer() {
            return TestTokens.bearer(new Caller.Member(
                    "agent:" + id,
                    ORGANIZATION,
                    Tier.OPEN_SOURCE,
                    Set.of(Role.AGENT),
                    Set.of("social:read", "social:write")));
        }
    }

    /** The token of a registration: nobody in particular, with the scope that the route grants. */
    public static String registrar() {
        return TestTokens.bearer(new Caller.Anonymous(Set.of("agents:register")));
    }

    public static String anonymous() {
        return TestTokens.bearer(new Caller.Anonymous(Set.of()));
    }

    /** A name that no other test uses. */
    public static String freshName(String prefix) {
        return prefix + "-" + Long.toString(System.nanoTime(), 36) + "-" + NUMBERS.incrementAndGet();
    }

    public TestAgent register() {
        String name = freshName("agent");
        Answer answer = post("/api/v1/agents/register", registrar(), new JsonObject().put("name", name));
        if (answer.status() != 201) {
            throw new AssertionError("not registered: " + answer);
        }
        return new TestAgent(
                AgentId.fromString(answer.body().getJsonObject("agent").getString("id")), name);
    }

    /** A post by an agent registered for it, so that no interval is in the way; its id. */
    public String postByNewAgent(String submolt, String title) {
        Answer answer = post(
                "/api/v1/posts",
                register().bearer(),
                new JsonObject().put("submolt_name", submolt).put("title", title));
        if (answer.status() != 201) {
            throw new AssertionError("not posted: " + answer);
        }
        return answer.body().getJsonObject("post").getString("id");
    }

    public Answer get(String path, String bearer) {
        return send(request(path, bearer).GET());
    }

    public Answer delete(String path, String bearer) {
        return send(request(path, bearer).DELETE());
    }

    public Answer post(String path, String bearer, JsonObject body) {
        return postText(path, bearer, body.encode());
    }

    public Answer patch(String path, String bearer, JsonObject body) {
        return send(request(path, bearer)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body.encode())));
    }

    /** With a body, as one client sends it. */
    public Answer delete(String path, String bearer, JsonObject body) {
        return send(request(path, bearer)
                .header("Content-Type", "application/json")
                .method("DELETE", BodyPublishers.ofString(body.encode())));
    }

    public Answer postText(String path, String bearer, String body) {
        return send(
                request(path, bearer).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    /** An answer that need not be JSON. */
    public record Text(int status, String contentType, String body) {}

    public Text text(String path, String bearer) {
        HttpResponse<String> response = response(request(path, bearer).GET());
        return new Text(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                response.body());
    }

    public HttpRequest.Builder request(String path, String bearer) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
        return bearer.isEmpty() ? request : request.header("Authorization", bearer);
    }

    public Answer send(HttpRequest.Builder request) {
        HttpResponse<String> response = response(request);
        JsonObject body = response.body().isEmpty() ? new JsonObject() : new JsonObject(response.body());
        return new Answer(response.statusCode(), body, response.headers());
    }

    private HttpResponse<String> response(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
