package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Sessions that speak to each other. */
class AgentEndToEndTest {

    private final Running suite = Running.suite();
    private final Api owner = suite.owner();

    @Test
    void aSessionAnswersAnotherThatMaySpeakToIt() {
        String from = session(owner);
        String to = session(owner);
        String message = "{\"to\":\"%s\",\"message\":\"The tide is high.\"}".formatted(to);
        owner.post("/v1/sessions/" + from + "/send", message).expectProblem(403, "SEND_NOT_ALLOWED");
        owner.post("/v1/sessions/" + to + "/senders", "{\"sessionId\":\"" + from + "\"}")
                .expect(201);
        Answer answer = owner.post("/v1/sessions/" + from + "/send", message).expect(200);
        assertThat(answer.text("status")).isEqualTo("ok");
        assertThat(answer.text("reply")).contains("The tide is high.");
        assertThat(owner.get("/v1/sessions/" + to + "/messages").expect(200).text("items.0.content"))
                .startsWith("[Inter-session message from session " + from);
    }

    @Test
    void anotherOrganizationsSessionSpeaksByAGrantOfBoth() {
        Answer registered = suite.freshOwner("correct horse battery staple");
        Api stranger = suite.as(registered.text("tokens.access_token"));
        String organization = registered.text("organization.id");
        String to = session(owner);
        String from = session(stranger);
        String message = "{\"to\":\"%s\",\"message\":\"Hello from afar.\"}".formatted(to);
        stranger.post("/v1/sessions/" + from + "/send", message).expectProblem(404, "SESSION_NOT_FOUND");
        String grant = owner.post("/v1/sessions/" + to + "/senders", "{\"organizationId\":\"" + organization + "\"}")
                .expect(201)
                .text("id");
        stranger.post("/v1/sessions/" + from + "/receivers/" + grant + "/accept", "")
                .expect(200);
        assertThat(stranger.post("/v1/sessions/" + from + "/send", message)
                        .expect(200)
                        .text("reply"))
                .contains("Hello from afar.");
    }

    private static String session(Api api) {
        return api.post("/v1/sessions", "{}").expect(201).text("id");
    }
}
