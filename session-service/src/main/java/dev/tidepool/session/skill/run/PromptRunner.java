package dev.tidepool.session.skill.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.session.json.ExactJson;
import dev.tidepool.session.model.ModelAnswer;
import dev.tidepool.session.model.ModelBackend;
import dev.tidepool.session.model.ModelCall;
import dev.tidepool.session.model.ModelMessage;
import dev.tidepool.session.model.ModelRouter;
import dev.tidepool.session.skill.manifest.SkillManifest;
import dev.tidepool.session.text.UntrustedText;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks a model that is given the skill as its instructions, and the input as data. */
@ApplicationScoped
class PromptRunner {

    private final ModelRouter models;
    private final PaidModel paid;
    private final ExactJson json;

    PromptRunner(ModelRouter models, PaidModel paid, ExactJson json) {
        this.models = models;
        this.paid = paid;
        this.json = json;
    }

    Uni<ObjectNode> run(SkillJob job) {
        ModelBackend backend = models.backendOf(job.model());
        return job.progress()
                .apply("asks the model " + job.model())
                .chain(() -> paid.complete(backend, call(job), job))
                .map(answer -> output(job, answer));
    }

    /** Not of the session: an agent would take it for what its user said there. */
    private ModelCall call(SkillJob job) {
        ObjectNode body = json.object()
                .put("model", job.model())
                .put("user", job.organization().toString());
        ArrayNode messages = body.putArray("messages");
        new ModelMessage("system", instructions(job.manifest())).writeTo(messages.addObject());
        new ModelMessage("user", new UntrustedText("input", input(job.input())).marked(job.key()))
                .writeTo(messages.addObject());
        byte[] written = json.write(body).getBytes(StandardCharsets.UTF_8);
        return new ModelCall(json.raw(body, written), job.organization(), Optional.empty()).withKey(job.key());
    }

    private static String instructions(SkillManifest skill) {
        return """
                You carry out the skill %s: %s
                %s

                %s""".formatted(skill.name(), skill.description(), UntrustedText.RULE, skill.instructions());
    }

    /** One text alone is given as it is, anything more as JSON. */
    private String input(ObjectNode input) {
        return input.size() == 1 && input.path("text").isTextual()
                ? input.path("text").textValue()
                : json.write(input);
    }

    private ObjectNode output(SkillJob job, ModelAnswer answer) {
        ObjectNode output = json.object().put("text", answer.text()).put("model", job.model());
        answer.usage()
                .ifPresent(usage -> output.putObject("usage")
                        .put("promptTokens", usage.promptTokens())
                        .put("completionTokens", usage.completionTokens()));
        return output;
    }
}
