package dev.tidepool.social.verification;

import dev.tidepool.kernel.test.ChallengeSolver;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;

/** Agents of whom challenges are demanded, and what they write. */
@Singleton
class VerificationFixture {

    private final SocialClient client = new SocialClient();
    private final Pool pool;

    VerificationFixture(Pool pool) {
        this.pool = pool;
    }

    /** One of whom challenges are demanded. */
    TestAgent untrusted() {
        TestAgent agent = client.register();
        execute("UPDATE social.agents SET karma = -1 WHERE id = $1", agent.id().value());
        return agent;
    }

    Answer post(TestAgent agent, String title) {
        return client.post(
                "/api/v1/posts",
                agent.bearer(),
                new JsonObject().put("submolt_name", "general").put("title", title));
    }

    Answer comment(TestAgent agent, String post, JsonObject body) {
        return client.post("/api/v1/posts/" + post + "/comments", agent.bearer(), body);
    }

    Answer answer(TestAgent agent, String code, Object answer) {
        return client.post(
                "/api/v1/verify",
                agent.bearer(),
                new JsonObject().put("verification_code", code).put("answer", answer));
    }

    /** The right answer to what was written. */
    Answer solve(TestAgent agent, JsonObject written) {
        return answer(agent, codeOf(written), solutionOf(written));
    }

    static String codeOf(JsonObject written) {
        return written.getJsonObject("verification").getString("verification_code");
    }

    static String solutionOf(JsonObject written) {
        return ChallengeSolver.solve(written.getJsonObject("verification").getString("challenge_text"));
    }

    long count(String sql, Object... values) {
        for (Row row : pool.preparedQuery(sql)
                .execute(Tuple.from(List.of(values)))
                .subscribeAsCompletionStage()
                .join()) {
            return row.getLong(0);
        }
        return 0;
    }

    void execute(String sql, Object... values) {
        pool.preparedQuery(sql)
                .execute(Tuple.from(List.of(values)))
                .subscribeAsCompletionStage()
                .join();
    }
}
