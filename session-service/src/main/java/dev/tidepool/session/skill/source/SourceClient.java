package dev.tidepool.session.skill.source;

import dev.tidepool.kernel.net.BoundedBody;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.skill.manifest.SkillFormatError;
import dev.tidepool.kernel.skill.manifest.SkillName;
import dev.tidepool.session.skill.run.SkillError;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Fetches shared skills from the social service, in the name of who asks: with the internal token of the request. Every failure is a
 * Problem: 404 for what is not shared, 409 for what waits for a moderator, 403, or 503. Counted as
 * {@code tidepool.skills.source_calls{outcome}}.
 */
@ApplicationScoped
public class SourceClient {

    private static final Logger LOG = Logger.getLogger(SourceClient.class);
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final int MAX_DESCRIPTION_BYTES = 1 << 20;

    private final SourceConfig config;
    private final MeterRegistry metrics;
    private final HttpClient client;

    SourceClient(SourceConfig config, MeterRegistry metrics, Vertx vertx) {
        this.config = config;
        this.metrics = metrics;
        this.client = vertx.createHttpClient();
    }

    private record Answer(int status, Buffer body) {}

    /** What the source has under a name: the version asked for, or the one in use. */
    public Uni<OfferedSkill> offer(SkillName name, Optional<String> version, String authorization) {
        String path = "/api/v1/skills/" + name
                + version.map(number -> "/versions/" + number).orElse("");
        String member = version.isPresent() ? "version" : "latest";
        return ask(path, authorization, MAX_DESCRIPTION_BYTES, body -> offered(name, body, member));
    }

    /** The archive of what was offered. It is not yet known to be that. */
    public Uni<byte[]> archive(OfferedSkill offered, String authorization) {
        String path = "/api/v1/skills/" + offered.name() + "/download?version=" + offered.version();
        return ask(path, authorization, config.maxArchiveBytes(), Buffer::getBytes);
    }

    /** What is no such description is a failure of the source, not of who asks. */
    private static OfferedSkill offered(SkillName name, Buffer body, String member) {
        JsonObject version = member(new JsonObject(body).getJsonObject(member), member);
        if (!text(version, "status").equals("published")) {
            throw Problem.of(
                    SkillError.SKILL_NOT_APPROVED,
                    "What was found in " + name + "@" + text(version, "version") + " waits for a moderator.");
        }
        return new OfferedSkill(name, text(version, "version"), text(version, "content_hash"));
    }

    private static String text(JsonObject version, String member) {
        return member(version.getValue(member) instanceof String text ? text : null, member);
    }

    private static <T> T member(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalStateException("the answer has no " + name);
        }
        return value;
    }

    private <T> Uni<T> ask(String path, String authorization, int maxBytes, Function<Buffer, T> reading) {
        return Uni.createFrom()
                .completionStage(() -> send(path, authorization, maxBytes).toCompletionStage())
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .map(answer -> reading.apply(required(answer)))
                .onItemOrFailure()
                .invoke((done, failure) -> count(failure))
                .onFailure(failure -> !(failure instanceof Problem))
                .transform(SourceClient::unavailable);
    }

    private Future<Answer> send(String path, String authorization, int maxBytes) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(config.url().resolve(path).toString())
                // Whoever waits has given up by then; the connection follows.
                .setTimeout(config.timeout().toMillis())
                .putHeader("Authorization", authorization);
        return client.request(request)
                .compose(HttpClientRequest::send)
                .compose(answer -> read(answer, maxBytes).map(body -> new Answer(answer.statusCode(), body)));
    }

    private static Future<Buffer> read(HttpClientResponse answer, int maxBytes) {
        return BoundedBody.read(answer, maxBytes, () -> new IllegalStateException("longer than " + maxBytes));
    }

    private static Buffer required(Answer answer) {
        return switch (answer.status()) {
            case 200 -> answer.body();
            case 404 ->
                throw Problem.of(
                        SkillFormatError.SKILL_NOT_FOUND, "No such skill, or no such version of it, is shared here.");
            case 401, 403 ->
                throw Problem.forbidden("To install what agents share, the credential needs the scope social:read.")
                        .with("scope", "social:read");
            default -> throw new IllegalStateException("status " + answer.status());
        };
    }

    private static Problem unavailable(Throwable failure) {
        LOG.warnf("event=skill_source_unavailable reason=%s", failure.toString());
        return Problem.of(
                        SkillError.SKILL_SOURCE_UNAVAILABLE, "Shared skills cannot be reached. Nothing was installed.")
                .retryAfter(AGAIN);
    }

    private void count(@Nullable Throwable failure) {
        String outcome = failure == null ? "answered" : failure instanceof Problem ? "refused" : "failed";
        metrics.counter("tidepool.skills.source_calls", "outcome", outcome).increment();
    }
}
