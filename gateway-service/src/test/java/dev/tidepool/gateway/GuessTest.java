package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.Gateway.metric;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.Gateway;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Keys;
import dev.tidepool.gateway.support.LogLines;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.Person;
import dev.tidepool.gateway.support.RawClient;
import dev.tidepool.kernel.test.AtOnce;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Guessing at keys, each time from an address of its own. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class GuessTest {

    private static final int ANONYMOUS_PER_MINUTE = 60;
    private static final Duration PAST_THE_MEMORY_OF_A_KEY = Duration.ofSeconds(20);

    @Inject
    Pool pool;

    @Test
    void refusesToLookUpMoreThanSoManyUnknownKeys() {
        HttpClient guesser = at("127.0.2.1");
        double before = lookUps("unknown");
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < ANONYMOUS_PER_MINUTE + 40; i++) {
            statuses.add(status(guesser, guess(i)));
        }
        assertThat(statuses.subList(0, ANONYMOUS_PER_MINUTE)).containsOnly(401);
        assertThat(statuses.subList(ANONYMOUS_PER_MINUTE, statuses.size())).containsOnly(429);
        assertThat(lookUps("unknown") - before)
                .as("the one too many was looked up")
                .isEqualTo(ANONYMOUS_PER_MINUTE + 1);
    }

    @Test
    void tellsAGuesserWhenToComeBack() throws IOException, InterruptedException {
        HttpClient guesser = at("127.0.2.2");
        for (int i = 0; i < ANONYMOUS_PER_MINUTE; i++) {
            status(guesser, "nonsense");
        }
        HttpResponse<String> refused = guesser.send(request("nonsense"), BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Gateway.bodyOf(refused).getString("code")).isEqualTo("RATE_LIMITED");
        assertThat(Integer.parseInt(Gateway.header(refused, "retry-after"))).isBetween(1, 61);
    }

    @Test
    void looksARepeatedKeyUpOnce() {
        HttpClient guesser = at("127.0.2.3");
        double before = lookUps("unknown");
        for (int i = 0; i < 20; i++) {
            assertThat(status(guesser, guess(1_000_000))).isEqualTo(401);
        }
        assertThat(lookUps("unknown") - before).isOne();
    }

    @Test
    void goodKeysBehindAGuessersAddressWorkOn() {
        HttpClient shared = at("127.0.2.4");
        assertThat(status(shared, Organizations.OTHER.key())).isEqualTo(200);
        String fresh = Keys.create(Organizations.OTHER.key(), Keys.wanted("not yet seen", "chat:read"))
                .getString("apiKey");
        AtomicInteger guesses = new AtomicInteger(2_000_000);
        guessOn(shared, guesses, ANONYMOUS_PER_MINUTE + 2);
        assertThat(status(shared, fresh)).as("nobody knows it yet").isEqualTo(429);
        assertThat(status(at("127.0.2.5"), fresh)).isEqualTo(200);
        double before = lookUps("found");
        Eventually.within(PAST_THE_MEMORY_OF_A_KEY, () -> {
            guessOn(shared, guesses, 2);
            assertThat(status(shared, fresh)).as("known to have worked").isEqualTo(200);
            assertThat(status(shared, Organizations.OTHER.key())).isEqualTo(200);
            assertThat(lookUps("found") - before).as("looked up anew").isGreaterThanOrEqualTo(2);
        });
    }

    @Test
    void aKeyThatIsNotLookedUpCountsAsNoGuess() {
        HttpClient guesser = at("127.0.2.6");
        guessOn(guesser, new AtomicInteger(3_000_000), ANONYMOUS_PER_MINUTE + 1);
        double before = throttled();
        assertThat(status(guesser, guess(3_900_000))).isEqualTo(429);
        assertThat(throttled()).isEqualTo(before);
    }

    @Test
    void verifiesNoSignatureForAGuesser() {
        HttpClient guesser = at("127.0.2.7");
        Person person = Person.registered();
        Person known = person.loggedInAgain();
        assertThat(status(guesser, known.access())).isEqualTo(200);
        guessOn(guesser, new AtomicInteger(4_000_000), ANONYMOUS_PER_MINUTE + 1);
        assertThat(status(guesser, person.loggedInAgain().access()))
                .as("good, but not verified here before")
                .isEqualTo(429);
        assertThat(status(guesser, known.access())).as("verified before").isEqualTo(200);
    }

    /** As a laptop that wakes up, or everybody after a change of passwords: behind it others log in at that moment. */
    @Test
    void aTokenWhoseSessionIsOverCountsAsNoGuess() {
        HttpClient office = at("127.0.2.10");
        Person gone = Person.registered();
        gone.visitor().post("/v1/auth/logout", new JsonObject().put("refresh_token", gone.refresh()));
        Eventually.within(
                Duration.ofSeconds(10), () -> assertThat(gone.status()).isEqualTo(401));
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < ANONYMOUS_PER_MINUTE + 5; i++) {
            statuses.add(status(office, gone.access()));
        }
        assertThat(statuses.subList(0, ANONYMOUS_PER_MINUTE)).containsOnly(401);
        assertThat(statuses.subList(ANONYMOUS_PER_MINUTE, statuses.size()))
                .as("counted as requests without a credential")
                .containsOnly(429);
        assertThat(status(office, Person.registered().loggedInAgain().access()))
                .as("new here")
                .isEqualTo(200);
    }

    @Test
    void logsNothingForEachRequestThatIsOneTooMany() throws IOException, InterruptedException {
        HttpClient stranger = at("127.0.2.11");
        HttpClient other = at("127.0.2.77");
        HttpRequest request = Gateway.anonymous("/v1/usage").build();
        try (LogLines log = LogLines.ofEverything()) {
            // What others were refused may have used up the lines of this second.
            Eventually.within(Duration.ofSeconds(10), () -> {
                assertThat(status(other, guess(8_000_000))).isEqualTo(401);
                assertThat(linesOf(log, "127.0.2.77")).isPositive();
            });
            for (int i = 0; i < ANONYMOUS_PER_MINUTE; i++) {
                HttpResponse<String> answer = stranger.send(request, BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(401);
                assertThat(Gateway.header(answer, "www-authenticate")).isEqualTo("Bearer");
            }
            int told = linesOf(log, "127.0.2.11");
            assertThat(told).isPositive();
            for (int i = 0; i < 100; i++) {
                HttpResponse<String> answer = stranger.send(request, BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(429);
                assertThat(Gateway.header(answer, "www-authenticate"))
                        .as("only too fast")
                        .isEmpty();
            }
            assertThat(linesOf(log, "127.0.2.11")).isEqualTo(told);
        }
    }

    @Test
    void logsAFewOfManyGuesses() {
        HttpClient guesser = at("127.0.2.12");
        try (LogLines log = LogLines.ofEverything()) {
            List<CompletableFuture<HttpResponse<String>>> guesses = new ArrayList<>();
            for (int i = 0; i < 3 * ANONYMOUS_PER_MINUTE; i++) {
                guesses.add(guesser.sendAsync(request("nonsense"), BodyHandlers.ofString()));
            }
            guesses.forEach(CompletableFuture::join);
            assertThat(linesOf(log, "127.0.2.12")).isBetween(1, 2 * ANONYMOUS_PER_MINUTE);
        }
    }

    private static int linesOf(LogLines log, String client) {
        return (int) log.lines().stream()
                .filter(line -> line.contains("event=unauthorized") || line.contains("event=credentials_throttled"))
                .filter(line -> line.contains("client=" + client + " "))
                .count();
    }

    @Test
    void leavesNoMoreEntriesThanGuessesAreAdmitted() {
        guessOn(at("127.0.2.8"), new AtomicInteger(5_000_000), 3 * ANONYMOUS_PER_MINUTE);
        assertNoted("credential.refused", "127.0.2.8");
    }

    @Test
    void leavesNoMoreEntriesOfForgedHeadersThanRequestsAreAdmitted() throws IOException, InterruptedException {
        HttpClient forger = at("127.0.2.9");
        for (int i = 0; i < 3 * ANONYMOUS_PER_MINUTE; i++) {
            HttpRequest request =
                    Gateway.anonymous("/info").header("X-User-" + i, "root").build();
            assertThat(forger.send(request, BodyHandlers.discarding()).statusCode())
                    .isIn(200, 429);
        }
        assertNoted("header.forged", "127.0.2.9");
    }

    /** More forgers, each at an address of its own, than there is room for entries. */
    @Test
    void aFloodOfForgedHeadersCrowdsOutNobodysFailedLogIn() {
        Person victim = Person.registered();
        CompletableFuture<Integer> failed = CompletableFuture.completedFuture(0);
        for (int forger = 1; forger <= 200; forger++) {
            try (RawClient client = RawClient.connectFrom("127.0.5." + forger)) {
                client.send("GET /info HTTP/1.1\r\nHost: x\r\nX-User-Id: root\r\n\r\n");
                assertThat(client.readHead()).startsWith("HTTP/1.1 200 ");
            }
            if (forger == 100) {
                failed = AtOnce.supply(() -> victim.visitor()
                        .logIn(victim.email(), "not the password")
                        .statusCode());
            }
        }
        assertThat(failed.join()).isEqualTo(401);
        Eventually.within(
                Duration.ofSeconds(10),
                () -> assertThat(victim.auditTypes(victim.access())).contains("login.failed"));
    }

    /** As many in all as were admitted, and merged: not one entry for each. */
    private void assertNoted(String type, String address) {
        Eventually.within(Duration.ofSeconds(10), () -> {
            Row noted = pool.preparedQuery("""
                            SELECT count(*) AS entries, sum(coalesce((details ->> 'times')::integer, 1)) AS times
                            FROM gateway.audit_entry WHERE type = $1 AND client_address = $2""")
                    .execute(Tuple.of(type, address))
                    .await()
                    .indefinitely()
                    .iterator()
                    .next();
            assertThat(noted.getLong("times")).isBetween(60L, 70L);
            assertThat(noted.getLong("entries")).isLessThan(30);
        });
    }

    private static void guessOn(HttpClient guesser, AtomicInteger next, int times) {
        for (int i = 0; i < times; i++) {
            status(guesser, guess(next.getAndIncrement()));
        }
    }

    private static double throttled() {
        return metric("tidepool_credentials_throttled_total");
    }

    private static String guess(int number) {
        return "tidepool_" + String.format(Locale.ROOT, "%064x", number + 0xdef000000L);
    }

    private static double lookUps(String outcome) {
        return metric("tidepool_apikey_lookups_total{outcome=\"" + outcome + "\"");
    }

    private static HttpClient at(String address) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .localAddress(InetAddress.ofLiteral(address))
                .build();
    }

    private static HttpRequest request(String credential) {
        return Gateway.as(credential, "/v1/usage").build();
    }

    private static int status(HttpClient client, String credential) {
        try {
            return client.send(request(credential), BodyHandlers.ofString()).statusCode();
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
