package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.Gateway.bodyOf;
import static dev.tidepool.gateway.support.Gateway.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.Gateway;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.LogInTimes;
import dev.tidepool.gateway.support.LogLines;
import dev.tidepool.gateway.support.Person;
import dev.tidepool.gateway.support.RedisRelay;
import dev.tidepool.gateway.support.Visitor;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class LockoutTest {

    /** As set for the tests. */
    private static final int FREE_FOR_AN_ACCOUNT = 5;

    private static final int FREE_FOR_A_NETWORK = 12;
    private static final int FREE_REGISTRATIONS = 10;

    @Test
    void locksAnAccountForAWhileAfterAFewWrongPasswords() {
        Person owner = Person.registered();
        assertThat(wrongAnswers(owner.email(), FREE_FOR_AN_ACCOUNT)).containsOnly(401);
        HttpResponse<String> locked = Visitor.arriving().logIn(owner.email(), Person.PASSWORD);
        assertThat(locked.statusCode()).as("even the right one").isEqualTo(429);
        assertThat(bodyOf(locked).getString("code")).isEqualTo("LOCKED_OUT");
        assertThat(Integer.parseInt(header(locked, "retry-after"))).isBetween(1, 4);
        assertThat(owner.status()).as("sessions go on").isEqualTo(200);
        Eventually.within(
                Duration.ofSeconds(20),
                () -> assertThat(Visitor.arriving()
                                .logIn(owner.email(), Person.PASSWORD)
                                .statusCode())
                        .isEqualTo(200));
    }

    @Test
    void locksAnAddressWithoutAnAccountAlike() {
        String nobody = "nobody" + UUID.randomUUID() + "@people.example";
        assertThat(wrongAnswers(nobody, FREE_FOR_AN_ACCOUNT)).containsOnly(401);
        HttpResponse<String> locked = Visitor.arriving().logIn(nobody, "any password at all");
        assertThat(locked.statusCode()).isEqualTo(429);
        assertThat(bodyOf(locked).getString("detail")).isEqualTo("Too many attempts. Wait and try again.");
    }

    @Test
    void startsAnewAfterTheRightPassword() {
        Person owner = Person.registered();
        assertThat(wrongAnswers(owner.email(), FREE_FOR_AN_ACCOUNT - 1)).containsOnly(401);
        assertThat(Visitor.arriving().logIn(owner.email(), Person.PASSWORD).statusCode())
                .isEqualTo(200);
        assertThat(wrongAnswers(owner.email(), FREE_FOR_AN_ACCOUNT - 1)).containsOnly(401);
    }

    @Test
    void admitsNoMoreGuessesAtOnceThanOneAfterTheOther() {
        Person owner = Person.registered();
        List<CompletableFuture<HttpResponse<String>>> guesses = Stream.generate(
                        () -> Visitor.arriving().sendLater(attempt(owner.email())))
                .limit(20)
                .toList();
        List<Integer> statuses = guesses.stream()
                .map(CompletableFuture::join)
                .map(HttpResponse::statusCode)
                .toList();
        assertThat(statuses)
                .as("504 where one was not compared in time")
                .isSubsetOf(401, 429, 504)
                .contains(401);
        assertThat(statuses).filteredOn(status -> status != 429).hasSize(FREE_FOR_AN_ACCOUNT);
    }

    @Test
    void locksANetworkThatTriesManyAccounts() {
        Visitor visitor = Visitor.arriving();
        Person elsewhere = Person.registered();
        List<Integer> answers = IntStream.range(0, FREE_FOR_A_NETWORK)
                .mapToObj(i -> visitor.logIn("n" + i + UUID.randomUUID() + "@people.example", "a wrong password"))
                .map(HttpResponse::statusCode)
                .toList();
        assertThat(answers).containsOnly(401);
        assertThat(visitor.logIn(elsewhere.email(), Person.PASSWORD).statusCode())
                .isEqualTo(429);
        assertThat(elsewhere.visitor().logIn(elsewhere.email(), Person.PASSWORD).statusCode())
                .isEqualTo(200);
    }

    @Test
    void countsHereWhileRedisIsAway() {
        Person owner = Person.registered();
        RedisRelay.cut();
        try {
            assertThat(wrongAnswers(owner.email(), FREE_FOR_AN_ACCOUNT)).containsOnly(401);
            assertThat(Visitor.arriving().logIn(owner.email(), Person.PASSWORD).statusCode())
                    .isEqualTo(429);
        } finally {
            RedisRelay.restore();
        }
    }

    @Test
    void locksForTwiceAsLongTheNextTime() {
        Person owner = Person.registered();
        wrongAnswers(owner.email(), FREE_FOR_AN_ACCOUNT);
        assertThat(waitOf(owner)).isBetween(1, 4);
        Eventually.within(
                Duration.ofSeconds(20),
                () -> assertThat(wrongAnswers(owner.email(), 1)).containsExactly(401));
        assertThat(waitOf(owner)).isBetween(5, 8);
    }

    private static int waitOf(Person owner) {
        HttpResponse<String> locked = Visitor.arriving().send(attempt(owner.email()));
        assertThat(locked.statusCode()).isEqualTo(429);
        return Integer.parseInt(header(locked, "retry-after"));
    }

    @Test
    void locksANetworkThatRegistersTooOften() {
        Visitor visitor = Visitor.arriving();
        List<Integer> answers = Stream.generate(() -> visitor.post("/v1/auth/register", registration()))
                .limit(FREE_REGISTRATIONS + 1)
                .map(HttpResponse::statusCode)
                .toList();
        assertThat(answers.subList(0, FREE_REGISTRATIONS)).containsOnly(201);
        assertThat(answers.getLast()).isEqualTo(429);
        assertThat(Visitor.arriving().post("/v1/auth/register", registration()).statusCode())
                .as("from elsewhere")
                .isEqualTo(201);
    }

    private static JsonObject registration() {
        return Person.registration("r" + UUID.randomUUID() + "@people.example");
    }

    @Test
    void tellsOnceThatRedisIsAwayHoweverManyTry() {
        try (LogLines log = LogLines.ofEverything()) {
            RedisRelay.cut();
            try {
                wrongAnswers("away" + UUID.randomUUID() + "@people.example", 3);
            } finally {
                RedisRelay.restore();
            }
            Eventually.within(Duration.ofSeconds(10), () -> {
                wrongAnswers("back" + UUID.randomUUID() + "@people.example", 1);
                assertThat(log.lines()).anyMatch(line -> line.contains("event=lockout_shared_again"));
            });
            assertThat(log.lines().stream().filter(line -> line.contains("event=lockout_local")))
                    .hasSize(1);
        }
    }

    @Test
    void tellsTheOrganisationWhoseAccountIsLocked() {
        Person owner = Person.registered();
        wrongAnswers(owner.email(), FREE_FOR_AN_ACCOUNT + 1);
        Eventually.within(
                Duration.ofSeconds(10),
                () -> assertThat(owner.auditTypes(owner.access())).contains("login.failed", "login.locked_out"));
    }

    @Test
    void slowsDownWhoeverHoldsATokenAndGuessesThePassword() {
        Person owner = Person.registered();
        JsonObject guess =
                new JsonObject().put("currentPassword", "a wrong password").put("newPassword", "a password of mine");
        List<Integer> answers = Stream.generate(
                        () -> owner.visitor().send("POST", "/v1/auth/password", owner.access(), guess))
                .limit(FREE_FOR_AN_ACCOUNT + 1)
                .map(HttpResponse::statusCode)
                .toList();
        assertThat(answers.subList(0, FREE_FOR_AN_ACCOUNT)).containsOnly(403);
        assertThat(answers.getLast()).isEqualTo(429);
    }

    @Test
    void takesAsLongForAnUnknownAddressAsForAWrongPassword() {
        Person first = Person.registered();
        Person second = Person.registered();
        assertThat(LogInTimes.ofUnknownToKnown(first, second)).isBetween(0.5, 2.0);
    }

    private static List<Integer> wrongAnswers(String email, int count) {
        return Stream.generate(() -> Visitor.arriving().send(attempt(email)).statusCode())
                .limit(count)
                .toList();
    }

    private static java.net.http.HttpRequest.Builder attempt(String email) {
        JsonObject body = new JsonObject().put("email", email).put("password", "a wrong password");
        return Gateway.json(Gateway.anonymous("/v1/auth/login"), "POST", body.encode());
    }
}
