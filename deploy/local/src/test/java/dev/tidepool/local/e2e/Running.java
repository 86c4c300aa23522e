package dev.tidepool.local.e2e;

import dev.tidepool.local.TestSuite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** The one suite that all end-to-end tests of a run share, started from its packages with data and ports of its own. */
final class Running {

    private static final class Holder {
        static final Running SUITE = start();
    }

    private final TestSuite suite;
    private final OtlpReceiver traces;
    private final StandInProvider provider;
    private final WebSite site;
    private final WebhookReceiver receiver;

    private Running(
            TestSuite suite, OtlpReceiver traces, StandInProvider provider, WebSite site, WebhookReceiver receiver) {
        this.suite = suite;
        this.traces = traces;
        this.provider = provider;
        this.site = site;
        this.receiver = receiver;
    }

    /** An agent registered on the Moltbook wire, in an organisation of its own. */
    record Agent(String id, String name, Api api) {}

    static Running suite() {
        return Holder.SUITE;
    }

    private static Running start() {
        try {
            OtlpReceiver traces = new OtlpReceiver();
            StandInProvider provider = new StandInProvider();
            WebSite site = new WebSite();
            WebhookReceiver receiver = new WebhookReceiver();
            return new Running(
                    // The owner's limit is out of the way of tests under load, and that of clients without a credential
                    // of tests that show many bad ones.
                    TestSuite.start(withProvider(
                            provider,
                            Map.of(
                                    "TIDEPOOL_OTLP_ENDPOINT",
                                    traces.url(),
                                    "TIDEPOOL_TRACES_RATIO",
                                    "1",
                                    "TIDEPOOL_LOG_JSON",
                                    "true",
                                    "TIDEPOOL_LIMIT_GOVERNMENT_PER_MINUTE",
                                    "1000000",
                                    "TIDEPOOL_LIMIT_ANONYMOUS_PER_MINUTE",
                                    "10000",
                                    "TIDEPOOL_LIMIT_ANONYMOUS_PER_HOUR",
                                    "100000",
                                    "TIDEPOOL_STREAM_KEEP_ALIVE",
                                    "1s",
                                    "TIDEPOOL_OUTBOUND_ALLOWED",
                                    site.authority() + "," + receiver.authority(),
                                    "TIDEPOOL_SOCIAL_WEBHOOK_FIRST_RETRY",
                                    "1s"))),
                    traces,
                    provider,
                    site,
                    receiver);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Map<String, String> withProvider(StandInProvider provider, Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("TIDEPOOL_MODEL", "tidepool-offline");
        all.put("TIDEPOOL_MODEL_PROVIDERS_STANDIN_BASE_URL", provider.url());
        all.put("TIDEPOOL_MODEL_PROVIDERS_STANDIN_MODELS", StandInProvider.MODELS);
        return all;
    }

    String variable(String name) {
        return suite.value(name);
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

    /** A person who owns a new organisation, logged in; the answer to the registration. */
    Answer freshOwner(String password) {
        return anonymous()
                .post(
                        "/v1/auth/register",
                        "{\"organization\":\"Reef\",\"email\":\"f%s@people.example\",\"password\":\"%s\"}"
                                .formatted(UUID.randomUUID(), password))
                .expect(201);
    }

    /** The private key that signs access tokens, as PKCS#8 in PEM. */
    Path accessKey() {
        return suite.home().signingKeys().resolve("access.pem");
    }

    /** The private key that signs what services believe of a caller. */
    Path internalKey() {
        return suite.home().signingKeys().resolve("internal.pem");
    }

    StandInProvider provider() {
        return provider;
    }

    OtlpReceiver traces() {
        return traces;
    }

    String serviceUrl(String service) {
        return suite.serviceUrl(service, "").toString();
    }

    /** The database as a service has it. */
    Connection database(String service) throws SQLException {
        return suite.database(service);
    }

    ProcessHandle process(String server) {
        return suite.process(server);
    }

    Stream<String> log(String service) {
        return suite.log(service).lines();
    }

    String demo() {
        return suite.command("demo");
    }

    /** What browsers may visit although it is on loopback. */
    WebSite site() {
        return site;
    }

    /** What webhooks may tell although it is on loopback. */
    WebhookReceiver receiver() {
        return receiver;
    }

    /** Kills a service and keeps it down. */
    void stop(String service) {
        suite.holdRestarts();
        suite.kill(service);
    }

    /** Asks a service to stop, as {@code kill} does, and keeps it down. */
    ProcessHandle terminate(String service) {
        suite.holdRestarts();
        ProcessHandle process = suite.process(service);
        process.destroy();
        return process;
    }

    /** Lets it be started again, and waits until it is ready. */
    void recover(String service) {
        suite.releaseRestarts();
        suite.awaitReady(service);
    }

    /** Redis accepts connections but answers nothing, as behind a broken network. */
    void freezeRedis() {
        signal("STOP");
    }

    void thawRedis() {
        signal("CONT");
    }

    private void signal(String name) {
        long pid = suite.process("redis").pid();
        try {
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new AssertionError("kill -" + name + " ended with " + code);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }
}
