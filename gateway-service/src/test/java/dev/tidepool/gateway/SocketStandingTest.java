package dev.tidepool.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.Gateway;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Person;
import dev.tidepool.gateway.support.SocketClient;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What becomes of open sockets when their owners are somebody else in their organisation, or nobody any more. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class SocketStandingTest {

    private static final String HUB = "/v1/realtime";

    @Inject
    RedisDataSource redis;

    @Test
    void closesThoseOfAMemberWhoseRoleChanges() {
        Person owner = Person.registered();
        Person member = owner.invites("member");
        try (SocketClient theirs = open(member);
                SocketClient owners = open(owner)) {
            assertThat(owner.makes(member, "readonly").statusCode()).isEqualTo(200);
            assertThat(theirs.closeCode()).isEqualTo(1008);
            assertThat(theirs.closeReason()).isEqualTo("credential_changed");
            owners.subscribe("post:1");
        }
        try (SocketClient again = open(member)) {
            again.subscribe("post:1");
        }
    }

    @Test
    void closesThoseOfAMemberWhoIsRemoved() {
        Person owner = Person.registered();
        Person member = owner.invites("member");
        try (SocketClient theirs = open(member);
                SocketClient inAnotherSession = open(member.loggedInAgain());
                SocketClient owners = open(owner)) {
            HttpResponse<String> removed = owner.visitor().delete("/v1/members/" + member.account(), owner.access());
            assertThat(removed.statusCode()).isEqualTo(204);
            assertThat(theirs.closeCode()).isEqualTo(1008);
            assertThat(theirs.closeReason()).isEqualTo("credential_revoked");
            assertThat(inAnotherSession.closeReason()).isEqualTo("credential_revoked");
            owners.subscribe("post:1");
        }
    }

    @Test
    void closesAllOfAnOrganisationThatIsDeleted() {
        Person owner = Person.registered();
        Person member = owner.invites("member");
        try (SocketClient owners = open(owner);
                SocketClient members = open(member);
                SocketClient others = open(Person.registered())) {
            HttpResponse<String> deleted = owner.visitor()
                    .send(
                            "DELETE",
                            "/v1/organization",
                            owner.access(),
                            new JsonObject().put("password", Person.PASSWORD));
            assertThat(deleted.statusCode()).isEqualTo(204);
            assertThat(owners.closeCode()).isEqualTo(1008);
            assertThat(owners.closeReason()).isEqualTo("credential_revoked");
            assertThat(members.closeReason()).isEqualTo("credential_revoked");
            others.subscribe("post:1");
        }
    }

    /** Nothing has changed in truth, so that asking for it now and then would find nothing. */
    @Test
    void heedsWhatAnotherGatewayAnnounces() {
        Person owner = Person.registered();
        assertClosed(owner, "account-changed:" + owner.account(), "credential_changed");
        assertClosed(owner, "account-ended:" + owner.account(), "credential_revoked");
        assertClosed(owner, "organization-ended:" + owner.organization(), "credential_revoked");
    }

    private void assertClosed(Person person, String announcement, String reason) {
        try (SocketClient client = open(person)) {
            // Until somebody hears it: another test may just have cut the subscriptions.
            Eventually.within(
                    Duration.ofSeconds(10),
                    () -> assertThat(redis.execute("PUBLISH", "tidepool:gateway:standing", announcement)
                                    .toInteger())
                            .isPositive());
            assertThat(client.closeCode()).as(announcement).isEqualTo(1008);
            assertThat(client.closeReason()).as(announcement).isEqualTo(reason);
        }
    }

    @Test
    void countsTheMessagesOfOpenSocketsByTheTierOfTheMoment() {
        Person owner = Person.registered();
        try (SocketClient client = open(owner)) {
            int sent = 0;
            while (mayPing(client)) {
                sent++;
                // Twice the limit of open source when the minute turns meanwhile.
                assertThat(sent).isLessThanOrEqualTo(400);
            }
            move(owner, "teams");
            // Who is refused a hundred times is not listened to any longer.
            Eventually.within(
                    Duration.ofSeconds(1), () -> assertThat(mayPing(client)).isTrue());
        }
    }

    private static boolean mayPing(SocketClient client) {
        client.say("{\"type\":\"ping\"}");
        JsonObject answer = client.nextJson();
        return !"rate_limited".equals(answer.getString("code"));
    }

    private static void move(Person owner, String tier) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        Gateway.managementUri("/internal/organizations/" + owner.organization() + "/tier"))
                .header("Authorization", "Bearer " + GatewayTestResource.OPERATOR_TOKEN);
        String body = new JsonObject().put("tier", tier).encode();
        assertThat(Gateway.statusOf(Gateway.json(request, "PUT", body))).isEqualTo(204);
    }

    private static SocketClient open(Person person) {
        SocketClient client = SocketClient.open(HUB, person.access());
        assertThat(client.nextJson().getString("type")).isEqualTo("connected");
        return client;
    }
}
