package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.Gateway.bodyOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.Gateway;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Keys;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.Person;
import dev.tidepool.gateway.support.Visitor;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class MemberTest {

    private static final Duration A_SECOND = Duration.ofSeconds(1);

    @Inject
    Pool pool;

    @Test
    void invitesSomebodyWhoJoinsWithTheirOwnPassword() {
        Person owner = Person.registered();
        Person member = joined(owner, "member");
        JsonObject me = bodyOf(member.visitor().get("/v1/auth/me", member.access()));
        assertThat(me.getJsonObject("organization").getString("id")).isEqualTo(owner.organization());
        assertThat(me.getJsonArray("roles")).containsExactly("member");
        assertThat(me.getJsonArray("scopes")).contains("members:read").doesNotContain("members:write", "audit:read");
        assertThat(emails(owner)).containsExactlyInAnyOrder(owner.email(), member.email());
        assertThat(owner.auditTypes(owner.access())).contains("member.invited", "member.joined");
        assertThat(member.loggedInAgain().status()).isEqualTo(200);
    }

    @Test
    void acceptsAnInvitationOnce() {
        Person owner = Person.registered();
        JsonObject invitation = invite(owner, newAddress(), "member");
        assertThat(accept(invitation).statusCode()).isEqualTo(201);
        HttpResponse<String> again = accept(invitation);
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(bodyOf(again).getString("code")).isEqualTo("INVITATION_INVALID");
    }

    @Test
    void refusesAnInvitationThatExpiredOrWasWithdrawn() {
        Person owner = Person.registered();
        JsonObject expired = invite(owner, newAddress(), "member");
        pool.preparedQuery("""
                        UPDATE gateway.invitation
                        SET created_at = now() - interval '8 days', expires_at = now() - interval '1 day' WHERE id = $1""")
                .execute(Tuple.of(UUID.fromString(expired.getString("id"))))
                .await()
                .indefinitely();
        assertThat(accept(expired).statusCode()).isEqualTo(400);
        JsonObject withdrawn = invite(owner, newAddress(), "member");
        String path = "/v1/members/invitations/" + withdrawn.getString("id");
        assertThat(Person.registered()
                        .visitor()
                        .delete(path, Organizations.OTHER.key())
                        .statusCode())
                .as("another organisation")
                .isEqualTo(404);
        assertThat(owner.visitor().delete(path, owner.access()).statusCode()).isEqualTo(204);
        assertThat(accept(withdrawn).statusCode()).isEqualTo(400);
    }

    @Test
    void keepsAnInvitationWhenItsAddressHasAnAccountMeanwhile() {
        Person owner = Person.registered();
        JsonObject invitation = invite(owner, Person.registered().email(), "member");
        HttpResponse<String> answer = accept(invitation);
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(bodyOf(answer).getString("code")).isEqualTo("EMAIL_TAKEN");
        assertThat(openInvitations(owner)).containsExactly(invitation.getString("id"));
    }

    @Test
    void listsWhoIsInvitedAndByWhom() {
        Person owner = Person.registered();
        JsonObject first = invite(owner, newAddress(), "member");
        JsonObject second = invite(owner, newAddress(), "readonly");
        JsonObject page = bodyOf(owner.visitor().get("/v1/members/invitations?limit=1", owner.access()));
        JsonObject shown = page.getJsonArray("items").getJsonObject(0);
        assertThat(shown.getString("id")).isEqualTo(second.getString("id"));
        assertThat(shown.getString("invitedBy")).isEqualTo("account:" + owner.account());
        assertThat(shown.encode()).doesNotContain("tidepool_invite_");
        JsonObject next = bodyOf(owner.visitor()
                .get("/v1/members/invitations?limit=1&cursor=" + page.getString("nextCursor"), owner.access()));
        assertThat(next.getJsonArray("items").getJsonObject(0).getString("id")).isEqualTo(first.getString("id"));
        assertThat(openInvitations(Person.registered())).isEmpty();
    }

    @Test
    void endsTheKeysOfARemovedMemberAndThoseMadeWithThem() {
        Person owner = Person.registered();
        Person admin = joined(owner, "admin");
        JsonObject key = Keys.create(admin.access(), Keys.wanted("left behind", "keys:write", "members:write"));
        JsonObject made = Keys.create(key.getString("apiKey"), Keys.wanted("by that", "keys:write"));
        assertThat(made.getString("createdBy")).isEqualTo("account:" + admin.account());
        JsonObject invitation = bodyOf(inviting(key.getString("apiKey"), "member"));
        JsonObject others = Keys.create(owner.access(), Keys.wanted("the owner's", "keys:write"));
        assertThat(remove(owner, admin).statusCode()).isEqualTo(204);
        Eventually.within(A_SECOND, () -> {
            assertThat(status(key)).isEqualTo(401);
            assertThat(status(made)).isEqualTo(401);
        });
        assertThat(status(others)).isEqualTo(200);
        assertThat(openInvitations(owner)).isEmpty();
        assertThat(accept(invitation).statusCode()).isEqualTo(400);
        assertThat(owner.auditTypes(owner.access())).contains("key.revoked");
    }

    @Test
    void endsTheKeysOfALoweredMemberThatMayMore() {
        Person owner = Person.registered();
        Person admin = joined(owner, "admin");
        JsonObject high = Keys.create(admin.access(), Keys.wanted("high", "keys:write", "chat:read"));
        JsonObject low = Keys.create(admin.access(), Keys.wanted("low", "chat:read"));
        changeRole(owner, admin, "member");
        Eventually.within(A_SECOND, () -> assertThat(status(high)).isEqualTo(401));
        assertThat(status(low)).isEqualTo(200);
    }

    @Test
    void withdrawsTheInvitationsOfARevokedKey() {
        Person owner = Person.registered();
        JsonObject key = Keys.create(owner.access(), Keys.wanted("leaked", "members:write"));
        JsonObject invitation = bodyOf(inviting(key.getString("apiKey"), "member"));
        assertThat(openInvitations(owner)).hasSize(1);
        owner.visitor().delete("/v1/api-keys/" + key.getString("id"), owner.access());
        assertThat(openInvitations(owner)).isEmpty();
        assertThat(accept(invitation).statusCode()).isEqualTo(400);
    }

    /** The gateway remembers a session for a while, and nobody tells it of this change. */
    @Test
    void judgesByTheRoleOfNowAndNotByTheOneRemembered() {
        Person owner = Person.registered();
        Person second = joined(owner, "owner");
        assertThat(second.status()).isEqualTo(200);
        execute("UPDATE gateway.account SET role = 'admin' WHERE id = $1", second);
        assertThat(inviting(second, newAddress(), "owner").statusCode()).isEqualTo(403);
        assertThat(changeRole(second, owner, "member").statusCode()).isEqualTo(403);
        assertThat(remove(second, owner).statusCode()).isEqualTo(403);
        JsonObject password = new JsonObject().put("password", Person.PASSWORD);
        assertThat(second.visitor()
                        .send("DELETE", "/v1/organization", second.access(), password)
                        .statusCode())
                .isEqualTo(403);
        execute("UPDATE gateway.account SET role = 'readonly' WHERE id = $1", second);
        assertThat(inviting(second, newAddress(), "readonly").statusCode()).isEqualTo(403);
        assertThat(Keys.tryCreate(second.access(), Keys.wanted("late", "chat:read"))
                        .statusCode())
                .isEqualTo(403);
        execute("DELETE FROM gateway.account WHERE id = $1", second);
        assertThat(inviting(second, newAddress(), "readonly").statusCode()).isEqualTo(401);
        assertThat(Keys.tryCreate(second.access(), Keys.wanted("late", "chat:read"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void givesNoRoleAboveOnesOwn() {
        Person owner = Person.registered();
        Person admin = joined(owner, "admin");
        Person member = joined(owner, "member");
        assertThat(inviting(admin, newAddress(), "owner").statusCode()).isEqualTo(403);
        assertThat(inviting(admin, newAddress(), "admin").statusCode()).isEqualTo(201);
        assertThat(inviting(member, newAddress(), "readonly").statusCode())
                .as("lacks the scope")
                .isEqualTo(403);
        assertThat(changeRole(admin, member, "owner").statusCode()).isEqualTo(403);
        assertThat(changeRole(admin, owner, "member").statusCode())
                .as("of somebody above")
                .isEqualTo(403);
        assertThat(remove(admin, owner).statusCode()).isEqualTo(403);
        assertThat(inviting(owner, newAddress(), "agent").statusCode()).isEqualTo(400);
    }

    @Test
    void bindsTheTokensThatExistWhenARoleChanges() {
        Person owner = Person.registered();
        Person admin = joined(owner, "admin");
        assertThat(inviting(admin, newAddress(), "member").statusCode()).isEqualTo(201);
        HttpResponse<String> changed = changeRole(owner, admin, "readonly");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(bodyOf(changed).getString("role")).isEqualTo("readonly");
        Eventually.within(
                A_SECOND,
                () -> assertThat(inviting(admin, newAddress(), "member").statusCode())
                        .isEqualTo(403));
        assertThat(owner.auditTypes(owner.access())).contains("member.role_changed");
    }

    @Test
    void withdrawsTheInvitationsThatALoweredMemberMayNotMakeAnyMore() {
        Person owner = Person.registered();
        Person admin = joined(owner, "admin");
        JsonObject high = invite(admin, newAddress(), "admin");
        JsonObject low = invite(admin, newAddress(), "member");
        changeRole(owner, admin, "member");
        assertThat(owner.auditTypes(owner.access()))
                .filteredOn("member.invitation_withdrawn"::equals)
                .hasSize(1);
        assertThat(accept(high).statusCode()).isEqualTo(400);
        assertThat(accept(low).statusCode()).isEqualTo(201);
    }

    @Test
    void stopsTheTokensOfARemovedMember() {
        Person owner = Person.registered();
        Person member = joined(owner, "admin");
        JsonObject invitation = invite(owner, newAddress(), "member");
        JsonObject theirs = invite(member, newAddress(), "member");
        assertThat(member.status()).isEqualTo(200);
        assertThat(remove(owner, member).statusCode()).isEqualTo(204);
        Eventually.within(A_SECOND, () -> assertThat(member.status()).isEqualTo(401));
        assertThat(member.refreshWith(member.refresh()).statusCode()).isEqualTo(401);
        assertThat(member.visitor().logIn(member.email(), Person.PASSWORD).statusCode())
                .isEqualTo(401);
        assertThat(accept(theirs).statusCode()).isEqualTo(400);
        assertThat(accept(invitation).statusCode()).as("made by who stays").isEqualTo(201);
        assertThat(owner.auditTypes(owner.access())).contains("member.removed", "member.invitation_withdrawn");
    }

    @Test
    void keepsTheLastOwner() {
        Person owner = Person.registered();
        assertThat(bodyOf(remove(owner, owner)).getString("code")).isEqualTo("LAST_OWNER");
        assertThat(bodyOf(changeRole(owner, owner, "admin")).getString("code")).isEqualTo("LAST_OWNER");
        Person second = joined(owner, "owner");
        assertThat(changeRole(second, owner, "admin").statusCode()).isEqualTo(200);
        assertThat(remove(second, second).statusCode()).isEqualTo(409);
    }

    @Test
    void keepsAnOwnerWhenTwoRemoveEachOtherAtOnce() {
        for (int round = 0; round < 5; round++) {
            Person one = Person.registered();
            Person other = joined(one, "owner");
            List<CompletableFuture<HttpResponse<String>>> removals = List.of(
                    one.visitor().sendLater(removal(one, other)),
                    other.visitor().sendLater(removal(other, one)));
            List<Integer> answers = removals.stream()
                    .map(CompletableFuture::join)
                    .map(HttpResponse::statusCode)
                    .toList();
            assertThat(answers).containsOnlyOnce(204);
            assertThat(List.of(one.status(), other.status())).containsOnlyOnce(200);
        }
    }

    @Test
    void keepsMembersOfOtherOrganisationsOutOfReach() {
        Person owner = Person.registered();
        Person stranger = Person.registered();
        assertThat(remove(stranger, owner).statusCode()).isEqualTo(404);
        assertThat(changeRole(stranger, owner, "member").statusCode()).isEqualTo(404);
        assertThat(emails(stranger)).containsExactly(stranger.email());
    }

    @Test
    void pagesThroughMembers() {
        Person owner = Person.registered();
        joined(owner, "member");
        joined(owner, "readonly");
        JsonObject first = bodyOf(owner.visitor().get("/v1/members?limit=2", owner.access()));
        assertThat(first.getJsonArray("items")).hasSize(2);
        JsonObject second = bodyOf(
                owner.visitor().get("/v1/members?limit=2&cursor=" + first.getString("nextCursor"), owner.access()));
        assertThat(second.getJsonArray("items").getJsonObject(0).getString("email"))
                .isEqualTo(owner.email());
        assertThat(second.containsKey("nextCursor")).isFalse();
    }

    @Test
    void refusesMalformedRequests() {
        Person owner = Person.registered();
        assertThat(inviting(owner, "nobody", "member").statusCode()).isEqualTo(400);
        assertThat(inviting(owner, newAddress(), "king").statusCode()).isEqualTo(400);
        assertThat(changeRole(owner, owner, "").statusCode()).isEqualTo(400);
        assertThat(owner.visitor()
                        .delete("/v1/members/not-a-uuid", owner.access())
                        .statusCode())
                .isEqualTo(404);
        assertThat(Visitor.arriving()
                        .post(
                                "/v1/auth/invitations/accept",
                                new JsonObject().put("token", "x").put("password", Person.PASSWORD))
                        .statusCode())
                .isEqualTo(400);
    }

    private static Person joined(Person inviter, String role) {
        return inviter.invites(role);
    }

    private static JsonObject invite(Person inviter, String email, String role) {
        HttpResponse<String> answer = inviting(inviter, email, role);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return bodyOf(answer);
    }

    private static HttpResponse<String> inviting(Person inviter, String email, String role) {
        JsonObject body = new JsonObject().put("email", email).put("role", role);
        return inviter.visitor().send("POST", "/v1/members/invitations", inviter.access(), body);
    }

    private static HttpResponse<String> inviting(String key, String role) {
        JsonObject body = new JsonObject().put("email", newAddress()).put("role", role);
        return Visitor.arriving().send("POST", "/v1/members/invitations", key, body);
    }

    private static Stream<String> openInvitations(Person reader) {
        return bodyOf(reader.visitor().get("/v1/members/invitations", reader.access())).getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("id"));
    }

    private static int status(JsonObject key) {
        return Gateway.statusOf(Gateway.as(key.getString("apiKey"), "/v1/auth/me"));
    }

    private void execute(String sql, Person member) {
        pool.preparedQuery(sql)
                .execute(Tuple.of(UUID.fromString(member.account())))
                .await()
                .indefinitely();
    }

    private static HttpResponse<String> accept(JsonObject invitation) {
        return Visitor.arriving().post("/v1/auth/invitations/accept", acceptance(invitation));
    }

    private static JsonObject acceptance(JsonObject invitation) {
        return new JsonObject().put("token", invitation.getString("token")).put("password", Person.PASSWORD);
    }

    private static HttpResponse<String> changeRole(Person by, Person member, String role) {
        return by.makes(member, role);
    }

    private static HttpResponse<String> remove(Person by, Person member) {
        return by.visitor().send(removal(by, member));
    }

    private static java.net.http.HttpRequest.Builder removal(Person by, Person member) {
        return Gateway.as(by.access(), "/v1/members/" + member.account()).DELETE();
    }

    private static Stream<String> emails(Person reader) {
        return bodyOf(reader.visitor().get("/v1/members", reader.access())).getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("email"));
    }

    private static String newAddress() {
        return "m" + UUID.randomUUID() + "@people.example";
    }
}
