package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.Gateway.as;
import static dev.tidepool.gateway.support.Gateway.header;
import static dev.tidepool.gateway.support.Gateway.json;
import static dev.tidepool.gateway.support.Gateway.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Person;
import dev.tidepool.gateway.support.StandInService;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request is charged that keeps a service busy. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class CostTest {

    private static final int OPEN_SOURCE = 100;

    private StandInService session;

    @BeforeEach
    void startService() {
        session = StandInService.SESSION.start();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/responses",
        "POST, /v1/sessions/7/send",
        "GET, /v1/sessions/7/export",
        "GET, /v1/sessions/7/messages/search",
        "POST, /v1/sessions/7/browser",
        "GET, /v1/sessions/7/browser/pdf",
        "POST, /v1/openclaw/tools/echo",
        "POST, /v1/skills",
        "POST, /v1/skills/echo/execute",
        "POST, /v1/tasks",
        "POST, /v1/schedules",
        "POST, /v1/schedules/7/run"
    })
    void chargesWhatIsDearBehindTheGateway(String method, String path) {
        String owner = Person.registered().access();
        HttpRequest.Builder request = as(owner, path);
        HttpResponse<String> answer = send(method.equals("POST") ? json(request, "POST", "{}") : request);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "x-ratelimit-remaining")).isEqualTo(Integer.toString(OPEN_SOURCE - 5));
        session.next();
    }

    @Test
    void aSlashAtTheEndMakesNothingCheaper() {
        String owner = Person.registered().access();
        HttpResponse<String> answer = send(json(as(owner, "/v1/sessions/7/send/"), "POST", "{}"));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(session.receivedNothing()).isTrue();
    }
}
