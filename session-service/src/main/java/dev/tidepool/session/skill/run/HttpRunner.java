package dev.tidepool.session.skill.run;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidepool.kernel.net.OutboundClient;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.json.ExactJson;
import dev.tidepool.session.skill.manifest.SkillError;
import dev.tidepool.session.skill.manifest.SkillSpec;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Optional;

/** Calls the service that a skill names, at an address that may be connected to, with secrets that are meant for it. */
@ApplicationScoped
class HttpRunner {

    private final OutboundClient client;
    private final ExactJson json;

    HttpRunner(OutboundClient client, ExactJson json) {
        this.client = client;
        this.json = json;
    }

    Uni<ObjectNode> run(SkillSpec.Http http, SkillJob job) {
        URI uri = HttpTemplate.expand(http.url(), job.input());
        return job.progress()
                .apply("calls " + http.method() + " " + uri.getHost())
                .chain(() -> SentHeaders.of(http, uri.getHost(), job))
                .chain(headers -> client.send(call(http, uri, headers, job.input()))
                        .onFailure(failure -> !(failure instanceof Problem))
                        .transform(failure -> failed(uri.getHost() + " cannot be reached."))
                        .map(answer -> headers.withoutSecrets(output(uri, answer), json)));
    }

    private OutboundClient.Call call(SkillSpec.Http http, URI uri, SentHeaders headers, ObjectNode input) {
        return new OutboundClient.Call(HttpMethod.valueOf(http.method()), uri, headers.all(), body(http, input));
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
