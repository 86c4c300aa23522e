package dev.tidepool.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.Gateway;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.LogInTimes;
import dev.tidepool.gateway.support.Person;
import dev.tidepool.gateway.support.Visitor;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Passwords whose hashes are replaced, by their owners or because the cost was changed. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class PasswordRaceTest {

    private static final int COST = 10;

    @Inject
    Pool pool;

    @Test
    void admitsLogInsAtOnceWithAHashOfAnotherCost() {
        Person person = Person.registered();
        storeHash(person, COST - 1);
        List<CompletableFuture<HttpResponse<String>>> logIns = Stream.generate(
                        () -> Visitor.arriving().sendLater(logIn(person)))
                .limit(3)
                .toList();
        assertThat(logIns.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
                .containsOnly(200);
        assertThat(hashOf(person)).startsWith("v2$2a$" + COST);
        assertThat(person.loggedInAgain().status()).isEqualTo(200);
    }

    @Test
    void admitsOneOfTwoChangesProvenWithTheSamePassword() {
        Person person = Person.registered();
        List<CompletableFuture<HttpResponse<String>>> changes = Stream.of(
                        "one of two passwords", "two of two passwords")
                .map(next -> person.visitor().sendLater(change(person, next)))
                .toList();
        assertThat(changes.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
                .containsExactlyInAnyOrder(200, 403);
    }

    @Test
    void takesAsLongForAHashOfALowerCostAsForAnUnknownAddress() {
        Person first = Person.registered();
        Person second = Person.registered();
        storeHash(first, COST - 3);
        storeHash(second, COST - 3);
        assertThat(LogInTimes.ofUnknownToKnown(first, second)).isBetween(0.5, 2.0);
    }

    private void storeHash(Person person, int cost) {
        String hash = "v2" + BcryptUtil.bcryptHash(new Password(Person.PASSWORD).digest(), cost);
        pool.preparedQuery("UPDATE gateway.account SET password_hash = $2 WHERE id = $1")
                .execute(Tuple.of(UUID.fromString(person.account()), hash))
                .await()
                .indefinitely();
    }

    private String hashOf(Person person) {
        return pool.preparedQuery("SELECT password_hash FROM gateway.account WHERE id = $1")
                .execute(Tuple.of(UUID.fromString(person.account())))
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getString(0);
    }

    private static HttpRequest.Builder logIn(Person person) {
        JsonObject body = new JsonObject().put("email", person.email()).put("password", Person.PASSWORD);
        return Gateway.json(Gateway.anonymous("/v1/auth/login"), "POST", body.encode());
    }

    private static HttpRequest.Builder change(Person person, String next) {
        JsonObject body =
                new JsonObject().put("currentPassword", Person.PASSWORD).put("newPassword", next);
        return Gateway.json(Gateway.as(person.access(), "/v1/auth/password"), "POST", body.encode());
    }
}
