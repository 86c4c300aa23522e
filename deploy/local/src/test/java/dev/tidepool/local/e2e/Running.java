package dev.tidepool.local.e2e;

import dev.tidepool.local.TestSuite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/** The one suite that all end-to-end tests of a run share, started from its packages with data and ports of its own. */
final class Running {

    private static final class Holder {
        static final Running SUITE = start();
    }

    private final TestSuite suite;
    private final OtlpReceiver traces;

    private Running(TestSuite suite, OtlpReceiver traces) {
        this.suite = suite;
        this.traces = traces;
    }

    /** An agent registered on the Moltbook wire, in an organisation of its own. */
    record Agent(String id, String name, Api api) {}

    static Running suite() {
        return Holder.SUITE;
    }

    private static Running start() {
        try {
            OtlpReceiver traces = new OtlpReceiver();
            return new Running(TestSuite.start(Map.of("TIDEPOOL_OTLP_ENDPOINT", traces.url())), traces);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String variable(String name) {
        return suite.variable(name);
    }

    Api anonymous() {
        return new Api(variable("TIDEPOOL_URL"), "");
    }

    Api as(String credential) {
        return new Api(variable("TIDEPOOL_URL"), credential);
    }

    Api owner() {
        return as(variable("TIDEPOOL_API_KEY"));
    }

    /** A new agent with an unused name, registered without a credential. */
    Agent freshAgent(String prefix) {
        String name = prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
        Answer answer = anonymous()
                .post("/api/v1/agents/register", "{\"name\":\"%s\",\"description\":\"of a test\"}".formatted(name))
                .expect(201);
        return new Agent(answer.text("agent.id"), name, as(answer.text("agent.api_key")));
    }

    OtlpReceiver traces() {
        return traces;
    }

    String serviceUrl(String service) {
        return suite.url(service);
    }

    Path log(String service) {
        return suite.log(service);
    }

    TestSuite.Outcome demo() throws IOException, InterruptedException {
        return suite.run("demo");
    }

    void kill(String service) {
        suite.kill(service);
    }

    void pauseRedis() {
        suite.pause("redis");
    }

    void resumeRedis() {
        suite.resume("redis");
    }
}
