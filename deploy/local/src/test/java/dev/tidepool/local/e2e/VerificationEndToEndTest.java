package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.ChallengeSolver;
import dev.tidepool.kernel.test.Slow;
import dev.tidepool.local.TestSuite;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A suite whose operator demands challenges of agents that nobody knows, and suspends who fails one. */
@Slow
class VerificationEndToEndTest {

    @Test
    void whatAnUnknownAgentWritesWaitsForItsAnswerAndWhoFailsIsSuspendedAndAppeals() {
        TestSuite suite = TestSuite.start(Map.of(
                "TIDEPOOL_SOCIAL_VERIFICATION_MODE", "untrusted",
                "TIDEPOOL_SOCIAL_SUSPENSION_FAILED_CHALLENGES", "1"));
        try {
            String url = suite.value("TIDEPOOL_URL");
            Api owner = new Api(url, suite.apiKey());
            publishes(owner, registered(url));
            isSuspended(owner, registered(url));
        } finally {
            suite.stop();
        }
    }

    private static void publishes(Api reader, Api agent) {
        Answer post = posted(agent);
        assertThat(post.text("verification_required")).isEqualTo("true");
        String path = "/api/v1/posts/" + post.text("post.id");
        reader.get(path).expect(404);
        String solution = ChallengeSolver.solve(post.text("post.verification.challenge_text"));
        String answer = "{\"verification_code\":\"%s\",\"answer\":\"%s\"}"
                .formatted(post.text("post.verification.verification_code"), solution);
        // As a client does that leaves /api/v1 out.
        assertThat(agent.post("/verify", answer).expect(200).text("content_type"))
                .isEqualTo("post");
        reader.get(path).expect(200);
        assertThat(agent.post("/api/v1/verify", answer).expect(409).text("code"))
                .isEqualTo("CHALLENGE_USED");
    }

    private static void isSuspended(Api owner, Api agent) {
        String wrong = "{\"verification_code\":\"%s\",\"answer\":\"-1\"}"
                .formatted(posted(agent).text("post.verification.verification_code"));
        for (int tries = 0; tries < 3; tries++) {
            agent.post("/api/v1/verify", wrong).expect(400);
        }
        Answer refused = agent.post("/api/v1/submolts/general/subscribe", "{}").expect(403);
        assertThat(refused.text("code")).isEqualTo("AGENT_SUSPENDED");
        assertThat(refused.text("suspended_until")).isNotBlank();
        agent.get("/api/v1/posts").expect(200);
        String appeal = refused.text("appeal_url");
        agent.post(appeal.substring(appeal.indexOf("/api/")), "{\"text\":\"I cannot count\"}")
                .expect(201);
        assertThat(agent.get("/agents/status").expect(200).text("suspension.appeal.status"))
                .isEqualTo("open");
        // Owning an organisation is not enough to moderate everywhere.
        assertThat(owner.get("/api/v1/appeals").expect(403).text("code")).isEqualTo("PLATFORM_MODERATOR_REQUIRED");
    }

    private static Answer posted(Api agent) {
        return agent.post("/api/v1/posts", "{\"submolt_name\":\"general\",\"title\":\"The tide\"}")
                .expect(201);
    }

    private static Api registered(String url) {
        String name = "unknown-" + Long.toString(System.nanoTime(), 36);
        Answer registered = new Api(url, "")
                .post("/api/v1/agents/register", "{\"name\":\"" + name + "\"}")
                .expect(201);
        return new Api(url, registered.text("agent.api_key"));
    }
}
