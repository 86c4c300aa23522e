package dev.tidepool.gateway.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.UUID;

/** Somebody who has registered an organisation, and the tokens of the session that began with it. */
public record Person(Visitor visitor, String email, String organization, String account, JsonObject tokens) {

    public static final String PASSWORD = "a password for the tests";

    /** The owner of a new organisation. */
    public static Person registered() {
        Visitor visitor = Visitor.arriving();
        String email = "p" + UUID.randomUUID() + "@people.example";
        HttpResponse<String> answer = visitor.post("/v1/auth/register", registration(email));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        JsonObject body = new JsonObject(answer.body());
        return new Person(
                visitor,
                email,
                body.getJsonObject("organization").getString("id"),
                body.getJsonObject("owner").getString("id"),
                body.getJsonObject("tokens"));
    }

    public static JsonObject registration(String email) {
        return new JsonObject()
                .put("organization", "Reef " + email.substring(0, 6))
                .put("email", email)
                .put("password", PASSWORD);
    }

    public String access() {
        return tokens.getString("access_token");
    }

    public String refresh() {
        return tokens.getString("refresh_token");
    }

    /** What the gateway answers to whoever shows the access token. */
    public int status() {
        return visitor.get("/v1/auth/me", access()).statusCode();
    }

    public HttpResponse<String> refreshWith(String token) {
        return visitor.post("/v1/auth/refresh", new JsonObject().put("refresh_token", token));
    }

    /** The same person in another session. */
    public Person loggedInAgain() {
        HttpResponse<String> answer = visitor.logIn(email, PASSWORD);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new Person(visitor, email, organization, account, new JsonObject(answer.body()));
    }

    /** Somebody new in this person's organisation, logged in from a network of their own. */
    public Person invites(String role) {
        String address = "m" + UUID.randomUUID() + "@people.example";
        JsonObject wanted = new JsonObject().put("email", address).put("role", role);
        HttpResponse<String> invitation = visitor.send("POST", "/v1/members/invitations", access(), wanted);
        assertThat(invitation.statusCode()).as(invitation.body()).isEqualTo(201);
        Visitor invited = Visitor.arriving();
        HttpResponse<String> answer = invited.post(
                "/v1/auth/invitations/accept",
                new JsonObject()
                        .put("token", new JsonObject(invitation.body()).getString("token"))
                        .put("password", PASSWORD));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        JsonObject tokens = new JsonObject(answer.body());
        String subject = new JsonObject(invited.get("/v1/auth/me", tokens.getString("access_token"))
                        .body())
                .getString("subject");
        return new Person(invited, address, organization, subject.substring("account:".length()), tokens);
    }

    /** Gives somebody of the same organisation another role. */
    public HttpResponse<String> makes(Person member, String role) {
        return visitor.send("PATCH", "/v1/members/" + member.account(), access(), new JsonObject().put("role", role));
    }

    /** The types of the organisation's audit entries, newest first. */
    public java.util.List<String> auditTypes(String credential) {
        return new JsonObject(visitor.get("/v1/audit?limit=100", credential).body())
                .getJsonArray("items").stream()
                        .map(entry -> ((JsonObject) entry).getString("type"))
                        .toList();
    }
}
