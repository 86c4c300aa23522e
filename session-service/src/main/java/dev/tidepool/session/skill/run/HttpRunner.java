package dev.tidepool.session.skill.run;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidepool.kernel.net.OutboundClient;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.skill.manifest.SkillSpec;
import dev.tidepool.session.json.ExactJson;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Calls the service that a skill names, at an address that may be connected to, with secrets that are meant for it. */
@ApplicationScoped
class HttpRunner {

    private static final Duration BUSY_FOR = Duration.ofSeconds(2);

    /** Whoever waits for the execution is told first. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private final OutboundClient client;
    private final CallPlaces places;
    private final ExactJson json;

    HttpRunner(OutboundClient client, RunConfig config, ExactJson json) {
        this.client = client;
        this.places = new CallPlaces(config.maxCallsToHost());
        this.json = json;
    }

    Uni<ObjectNode> run(SkillSpec.Http http, SkillJob job) {
        URI uri = HttpTemplate.expand(http.url(), job.input());
        return job.progress()
                .apply("calls " + http.method() + " " + uri.getHost())
                .chain(() -> SentHeaders.of(http, uri.getHost(), job))
                .chain(headers -> inPlace(job, uri.getHost(), client.send(call(http, uri, headers, job)))
                        .onFailure(failure -> !(failure instanceof Problem))
                        .transform(failure -> failed(uri.getHost() + " cannot be reached."))
                        .map(answer -> headers.withoutSecrets(output(uri, answer), json)));
    }

    private Uni<OutboundClient.Answer> inPlace(SkillJob job, String host, Uni<OutboundClient.Answer> call) {
        return Uni.createFrom().deferred(() -> {
            if (!places.take(job.organization(), host)) {
                throw Problem.of(SkillError.SKILL_BUSY, "Too many calls to " + host + " are under way. Try again.")
                        .retryAfter(BUSY_FOR);
            }
            return call.onTermination().invoke(() -> places.leave(job.organization(), host));
        });
    }

    private OutboundClient.Call call(SkillSpec.Http http, URI uri, SentHeaders headers, SkillJob job) {
        return new OutboundClient.Call(
                HttpMethod.valueOf(http.method()),
                uri,
                headers.all(),
                body(http, job.input()),
                Optional.of(job.timeLimit().plus(LINGER)));
    }

    private Optional<Buffer> body(SkillSpec.Http http, ObjectNode input) {
        return http.sendsInput() ? Optional.of(Buffer.buffer(json.write(input))) : Optional.empty();
    }

    private ObjectNode output(URI uri, OutboundClient.Answer answer) {
        if (answer.status() < 200 || answer.status() > 299) {
            throw failed(uri.getHost() + " answered with status " + answer.status() + ".");
        }
        ObjectNode output = json.object().put("status", answer.status()).put("untrusted", true);
        output.set("body", read(answer.body()));
        return output;
    }

    /** JSON if it is, else text. */
    private JsonNode read(Buffer body) {
        try {
            JsonNode read = json.parse(body.getBytes());
            return read.isMissingNode() ? TextNode.valueOf("") : read;
        } catch (JacksonException noJson) {
            return TextNode.valueOf(body.toString());
        }
    }

    private static Problem failed(String detail) {
        return Problem.of(SkillError.SKILL_CALL_FAILED, detail);
    }
}
