package dev.tidepool.session.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.tidepool.kernel.test.Slow;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import dev.tidepool.session.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many writers of one organisation: what they append is stored together, and each has an answer of its own. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@Slow
class ParallelAppendTest {

    private static final int WRITERS = 24;

    private final Api api = Api.ofNewOrganization();

    @Test
    void eachSessionHasOneOrderWithoutGaps() throws Exception {
        List<String> sessions = List.of(api.createSession(), api.createSession(), api.createSession());
        List<Response> answers = atOnce(180, number -> api.say(sessions.get(number % 3), "message " + number));
        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(201));
        for (String session : sessions) {
            List<Response> told = answers.stream()
                    .filter(answer -> answer.path("sessionId").equals(session))
                    .sorted(Comparator.comparingInt(answer -> answer.<Integer>path("sequence")))
                    .toList();
            assertThat(sequences(session))
                    .isEqualTo(IntStream.rangeClosed(1, 60).boxed().toList());
            assertThat(api.messages(session).then().extract().<List<String>>path("items.content"))
                    .isEqualTo(told.stream()
                            .map(answer -> answer.<String>path("content"))
                            .toList());
            api.request().get("/v1/sessions/{id}", session).then().body("messageCount", equalTo(60));
        }
    }

    @Test
    void eventsHaveTheOrderOfTheMessages() throws Exception {
        String session = api.createSession();
        atOnce(120, number -> api.say(session, "message " + number));
        assertThat(Database.count("""
                        SELECT count(*) FROM session.session_events
                        WHERE session_id = '%s' AND type = 'message:created'
                          AND (data ->> 'sequence')::bigint = sequence - 1""".formatted(session))).isEqualTo(120);
    }

    @Test
    void whatCannotBeStoredDoesNotDisturbTheOthers() throws Exception {
        String open = api.createSession();
        String closed = api.createSession();
        api.request().post("/v1/sessions/{id}/close", closed).then().statusCode(200);
        String expired = api.createSession();
        Database.letExpire(expired);
        String foreign = Api.ofNewOrganization().createSession();
        List<String> targets =
                List.of(open, closed, expired, foreign, UUID.randomUUID().toString());
        List<Response> answers = atOnce(200, number -> api.say(targets.get(number % 5), "message " + number));
        for (int number = 0; number < answers.size(); number++) {
            assertThat(answers.get(number).statusCode())
                    .isEqualTo(List.of(201, 409, 409, 404, 404).get(number % 5));
        }
        assertThat(sequences(open)).hasSize(40);
    }

    @Test
    void aKeyIsStoredOnceInEachSession() throws Exception {
        List<String> sessions = List.of(api.createSession(), api.createSession());
        List<Response> answers = atOnce(
                160,
                number -> api.append(
                        sessions.get(number % 2),
                        Map.of("role", "user", "content", "once", "idempotencyKey", "k-" + number / 16)));
        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isIn(200, 201));
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(20);
        Set<String> ids =
                answers.stream().map(answer -> answer.<String>path("id")).collect(Collectors.toSet());
        assertThat(ids).hasSize(20);
        assertThat(sessions)
                .allSatisfy(session -> assertThat(sequences(session)).hasSize(10));
    }

    @Test
    void anAppendMakesAnIdleSessionActive() {
        String session = api.createSession();
        Database.letFallIdle(session);
        api.say(session, "back again").then().statusCode(201);
        assertThat(Database.count("""
                        SELECT count(*) FROM session.sessions
                        WHERE id = '%s' AND status = 'active' AND idle_at = touched_at + interval '15 minutes'
                          AND expires_at = touched_at + make_interval(secs => ttl_seconds)""".formatted(session))).isOne();
    }

    private List<Integer> sequences(String session) {
        return api.messages(session).then().extract().path("items.sequence");
    }

    private static List<Response> atOnce(int count, IntFunction<Response> request) throws Exception {
        List<Callable<Response>> calls = IntStream.range(0, count)
                .<Callable<Response>>mapToObj(number -> () -> request.apply(number))
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<Response>> answers = threads.invokeAll(calls);
            return answers.stream().map(Future::resultNow).toList();
        }
    }
}
