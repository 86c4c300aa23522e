package dev.tidepool.session.skill.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.skill.manifest.SkillManifest;
import dev.tidepool.session.json.ExactJson;
import dev.tidepool.session.model.ModelAnswer;
import dev.tidepool.session.model.ModelBackend;
import dev.tidepool.session.model.ModelCall;
import dev.tidepool.session.model.ModelMessage;
import dev.tidepool.session.model.ModelRouter;
import dev.tidepool.session.model.ModelUsage;
import dev.tidepool.session.text.UntrustedText;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Asks a model that is given the skill as its instructions, the input as data, and the skill's files as it asks for them. */
@ApplicationScoped
class PromptRunner {

    private static final Optional<ModelUsage> NOTHING = Optional.empty();

    private final ModelRouter models;
    private final PaidModel paid;
    private final RunConfig.Files limits;
    private final ExactJson json;

    PromptRunner(ModelRouter models, PaidModel paid, RunConfig config, ExactJson json) {
        this.models = models;
        this.paid = paid;
        this.limits = config.files();
        this.json = json;
    }

    Uni<ObjectNode> run(SkillJob job) {
        return ask(job, new UntrustedText("input", input(job.input())));
    }

    /** The skill's instructions are applied to a text from outside. */
    Uni<ObjectNode> ask(SkillJob job, UntrustedText text) {
        ModelBackend backend = models.backendOf(job.model());
        FileTool tool = new FileTool(job, limits, json);
        ArrayNode messages = json.object().putArray("messages");
        new ModelMessage("system", instructions(job.manifest()) + tool.told()).writeTo(messages.addObject());
        new ModelMessage("user", text.marked(job.key())).writeTo(messages.addObject());
        return job.progress()
                .apply("asks the model " + job.model())
                .chain(() -> converse(new Conversation(backend, job, tool, messages), NOTHING, 1))
                .map(answered -> output(job, answered));
    }

    private record Conversation(ModelBackend backend, SkillJob job, FileTool tool, ArrayNode messages) {}

    private record Answered(String text, Optional<ModelUsage> usage) {}

    /** Until the model has answered; in the last round it is offered no tool, and has to. */
    private Uni<Answered> converse(Conversation talk, Optional<ModelUsage> before, int round) {
        boolean mayRead = !talk.job().files().isEmpty() && round <= limits.maxRounds();
        return paid.complete(talk.backend(), call(talk, mayRead, round), talk.job())
                .chain(answer -> {
                    Optional<ModelUsage> usage = sum(before, answer.usage());
                    JsonNode message = message(answer);
                    List<FileTool.Use> wishes = mayRead ? talk.tool().wishes(message) : List.of();
                    return wishes.isEmpty()
                            ? Uni.createFrom().item(new Answered(answer.text(), usage))
                            : talk.tool()
                                    .use(wishes, message, talk.messages())
                                    .chain(() -> converse(talk, usage, round + 1));
                });
    }

    /** Not of the session: an agent would take it for what its user said there. */
    private ModelCall call(Conversation talk, boolean mayRead, int round) {
        SkillJob job = talk.job();
        ObjectNode body = json.object()
                .put("model", job.model())
                .put("user", job.organization().toString());
        body.set("messages", talk.messages());
        if (mayRead) {
            talk.tool().offer(body);
        }
        byte[] written = json.write(body).getBytes(StandardCharsets.UTF_8);
        return new ModelCall(json.raw(body, written), job.organization(), Optional.empty())
                .withKey(job.key() + ":" + round);
    }

    private JsonNode message(ModelAnswer answer) {
        return json.parseObject(answer.json().getBytes(StandardCharsets.UTF_8))
                .<JsonNode>map(whole -> whole.path("choices").path(0).path("message"))
                .orElseGet(MissingNode::getInstance);
    }

    private static Optional<ModelUsage> sum(Optional<ModelUsage> before, Optional<ModelUsage> more) {
        return before.isPresent() && more.isPresent()
                ? Optional.of(new ModelUsage(
                        before.get().promptTokens() + more.get().promptTokens(),
                        before.get().completionTokens() + more.get().completionTokens()))
                : before.or(() -> more);
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

    private ObjectNode output(SkillJob job, Answered answer) {
        ObjectNode output = json.object().put("text", answer.text()).put("model", job.model());
        answer.usage()
                .ifPresent(usage -> output.putObject("usage")
                        .put("promptTokens", usage.promptTokens())
                        .put("completionTokens", usage.completionTokens()));
        return output;
    }
}
