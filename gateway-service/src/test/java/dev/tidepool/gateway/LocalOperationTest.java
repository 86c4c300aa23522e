package dev.tidepool.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.route.Route;
import dev.tidepool.gateway.route.RouteTable;
import dev.tidepool.gateway.route.Target;
import dev.tidepool.gateway.support.Gateway;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Person;
import dev.tidepool.gateway.support.RawSocket;
import dev.tidepool.gateway.support.Visitor;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation of the gateway itself, called once with a good request: it answers as its description says. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class LocalOperationTest {

    private static final String WITHOUT_BODY = "";

    private final Visitor visitor = Visitor.arriving();
    private final Set<String> called = new TreeSet<>();
    private JsonObject paths = new JsonObject();

    @BeforeEach
    void readTheDescription() {
        paths = Gateway.bodyOf(visitor.send(Gateway.anonymous("/api/openapi.json")))
                .getJsonObject("paths");
    }

    @Test
    void answersAsItsDescriptionSays() {
        callPublicOnes();
        Person owner = Person.registered();
        callThoseOfSessions(owner);
        callThoseOfMembers(owner);
        callThoseOfKeys(owner);
        callThoseThatTell(owner);
        String password = "{\"password\":\"" + Person.PASSWORD + "\"}";
        call("DELETE", "/v1/organization", "", owner.access(), password);
        assertThat(called).containsExactlyInAnyOrderElementsOf(localRoutes());
    }

    private void callPublicOnes() {
        for (String path : new String[] {
            "/health", "/health/live", "/health/ready", "/info", "/.well-known/jwks.json", "/api/openapi.json"
        }) {
            call("GET", path, "", "", WITHOUT_BODY);
        }
        // The page itself is one address further.
        call("GET", "/api/docs", "/", "", WITHOUT_BODY);
        call(
                "POST",
                "/v1/auth/register",
                "",
                "",
                Person.registration("a" + UUID.randomUUID() + "@people.example").encode());
    }

    private void callThoseOfSessions(Person owner) {
        JsonObject credentials = new JsonObject().put("email", owner.email()).put("password", Person.PASSWORD);
        JsonObject login = call("POST", "/v1/auth/login", "", "", credentials.encode());
        JsonObject refreshed = call("POST", "/v1/auth/refresh", "", "", refreshToken(login));
        call("GET", "/v1/auth/me", "", owner.access(), WITHOUT_BODY);
        call("POST", "/v1/auth/logout", "", "", refreshToken(refreshed));
    }

    private void callThoseOfMembers(Person owner) {
        JsonObject first = invite(owner);
        call("GET", "/v1/members/invitations", "", owner.access(), WITHOUT_BODY);
        call("DELETE", "/v1/members/invitations/{id}", first.getString("id"), owner.access(), WITHOUT_BODY);
        JsonObject acceptance =
                new JsonObject().put("token", invite(owner).getString("token")).put("password", Person.PASSWORD);
        JsonObject joined = call("POST", "/v1/auth/invitations/accept", "", "", acceptance.encode());
        JsonObject change =
                new JsonObject().put("currentPassword", Person.PASSWORD).put("newPassword", "another long password");
        call("POST", "/v1/auth/password", "", joined.getString("access_token"), change.encode());
        String member = call("GET", "/v1/members", "", owner.access(), WITHOUT_BODY).getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("id"))
                .filter(id -> !id.equals(owner.account()))
                .findFirst()
                .orElseThrow();
        call("PATCH", "/v1/members/{id}", member, owner.access(), "{\"role\":\"readonly\"}");
        call("DELETE", "/v1/members/{id}", member, owner.access(), WITHOUT_BODY);
    }

    private JsonObject invite(Person owner) {
        String body = "{\"email\":\"i" + UUID.randomUUID() + "@people.example\",\"role\":\"member\"}";
        return call("POST", "/v1/members/invitations", "", owner.access(), body);
    }

    private void callThoseOfKeys(Person owner) {
        JsonObject key = call(
                "POST", "/v1/api-keys", "", owner.access(), "{\"name\":\"described\",\"scopes\":[\"sessions:read\"]}");
        String id = key.getString("id");
        call("GET", "/v1/api-keys", "", owner.access(), WITHOUT_BODY);
        call("GET", "/v1/api-keys/{id}", id, owner.access(), WITHOUT_BODY);
        call("PATCH", "/v1/api-keys/{id}", id, owner.access(), "{\"name\":\"renamed\"}");
        call("GET", "/v1/api-keys/{id}/usage", id, owner.access(), WITHOUT_BODY);
        call("POST", "/v1/api-keys/current/rotate", "", key.getString("apiKey"), "{\"graceSeconds\":0}");
        call("POST", "/v1/api-keys/{id}/rotate", id, owner.access(), WITHOUT_BODY);
        call("DELETE", "/v1/api-keys/{id}", id, owner.access(), WITHOUT_BODY);
    }

    private void callThoseThatTell(Person owner) {
        call("GET", "/v1/audit", "", owner.access(), WITHOUT_BODY);
        call("GET", "/v1/audit/export", "?format=csv", owner.access(), WITHOUT_BODY);
        call("GET", "/v1/audit/export", "?format=json", owner.access(), WITHOUT_BODY);
        call("GET", "/v1/usage", "", owner.access(), WITHOUT_BODY);
        call("POST", "/v1/realtime/tickets", "", owner.access(), WITHOUT_BODY);
        call("GET", "/v1/realtime/stats", "", owner.access(), WITHOUT_BODY);
        try (RawSocket opened = RawSocket.open("/v1/realtime", owner.access())) {
            assertThat(opened.next(RawSocket.TEXT).text()).contains("connected");
            assertDescribed("GET", "/v1/realtime", 101, "");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/ready"})
    void saysThatHealthMayBeBad(String path) {
        assertThat(responses("GET", path).fieldNames()).containsExactlyInAnyOrder("200", "503", "504");
    }

    @Test
    void describesTheSocketOfASession() {
        assertThat(paths.fieldNames()).contains("/v1/sessions/{id}/socket");
    }

    private static String refreshToken(JsonObject tokens) {
        return new JsonObject()
                .put("refresh_token", tokens.getString("refresh_token"))
                .encode();
    }

    /** @param rest the id in the path's place for one, or what comes after the path */
    private JsonObject call(String method, String path, String rest, String credential, String body) {
        String target = path.contains("{id}") ? path.replace("{id}", rest) : path + rest;
        HttpRequest.Builder request = credential.isEmpty() ? Gateway.anonymous(target) : Gateway.as(credential, target);
        HttpResponse<String> answer = visitor.send(
                body.isEmpty()
                        ? request.method(method, HttpRequest.BodyPublishers.noBody())
                        : Gateway.json(request, method, body));
        assertThat(answer.statusCode())
                .as("%s %s: %s", method, target, answer.body())
                .isLessThan(300);
        assertDescribed(method, path, answer.statusCode(), Gateway.header(answer, "content-type"));
        return answer.body().startsWith("{") ? Gateway.bodyOf(answer) : new JsonObject();
    }

    private void assertDescribed(String method, String path, int status, String contentType) {
        called.add(method + " " + path);
        JsonObject responses = responses(method, path);
        assertThat(responses.fieldNames()).as("%s %s", method, path).contains(Integer.toString(status));
        JsonObject response = responses.getJsonObject(Integer.toString(status));
        Set<String> types = response.getJsonObject("content", new JsonObject()).fieldNames();
        String type = contentType.replaceAll(";.*", "");
        if (type.isEmpty()) {
            assertThat(types).as("%s %s has no body", method, path).isEmpty();
        } else {
            assertThat(types).as("%s %s", method, path).contains(type);
        }
    }

    private JsonObject responses(String method, String path) {
        return paths.getJsonObject(path)
                .getJsonObject(method.toLowerCase(java.util.Locale.ROOT))
                .getJsonObject("responses");
    }

    private static Set<String> localRoutes() {
        return RouteTable.lines().stream()
                .filter(route -> route.target() instanceof Target.Local || route.target() instanceof Target.LocalSocket)
                .filter(route -> !route.template().endsWith("/**"))
                .map(LocalOperationTest::nameOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String nameOf(Route route) {
        return route.method() + " " + route.template();
    }
}
