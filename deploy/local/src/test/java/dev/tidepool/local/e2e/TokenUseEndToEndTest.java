package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class TokenUseEndToEndTest {

    private final Running suite = Running.suite();

    @Test
    void whatChatsUseIsToldBySessionAndCountedAgainstTheBudget() {
        Api agent = suite.freshAgent("thrifty").api();
        String session = agent.post("/v1/sessions", "{}").expect(201).text("id");
        Answer chat = agent.post("/v1/chat/completions", """
                        {"model":"tidepool-offline","metadata":{"session_id":"%s"},
                         "messages":[{"role":"user","content":"How much is that?"}]}""".formatted(session)).expect(200);
        long used = chat.json().at("/usage/total_tokens").asLong();
        JsonNode told =
                agent.get("/v1/usage/tokens?groupBy=session").expect(200).json();
        assertThat(told.at("/total/totalTokens").asLong()).isEqualTo(used);
        assertThat(told.at("/items/0/sessionId").asText()).isEqualTo(session);
        assertThat(told.at("/budget/used").asLong()).isEqualTo(used);
        assertThat(agent.get("/v1/usage").expect(200).body()).contains("\"tokens\"");
        assertThat(suite.freshAgent("other")
                        .api()
                        .get("/v1/usage/tokens")
                        .expect(200)
                        .text("total.answers"))
                .isEqualTo("0");
        suite.anonymous().get("/v1/usage/tokens").expectProblem(401, "UNAUTHORIZED");
    }
}
