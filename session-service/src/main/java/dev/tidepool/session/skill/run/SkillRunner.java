package dev.tidepool.session.skill.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.skill.manifest.SkillSpec;
import dev.tidepool.session.json.ExactJson;
import dev.tidepool.session.text.TextSkills;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Executes a skill by its kind. The item is its output; a failure is a Problem; cancelling gives the work up. */
@ApplicationScoped
public class SkillRunner {

    private final PromptRunner prompts;
    private final HttpRunner services;
    private final WasmRunner modules;
    private final PageRunner pages;
    private final ToolRunner tools;
    private final ExactJson json;
    private final Vertx vertx;

    SkillRunner(
            PromptRunner prompts,
            HttpRunner services,
            WasmRunner modules,
            PageRunner pages,
            ToolRunner tools,
            ExactJson json,
            Vertx vertx) {
        this.prompts = prompts;
        this.services = services;
        this.modules = modules;
        this.pages = pages;
        this.tools = tools;
        this.json = json;
        this.vertx = vertx;
    }

    /** @param busy told of a thread that works on after it was given up */
    public Uni<ObjectNode> run(SkillJob job, Consumer<CompletionStage<?>> busy) {
        return switch (job.manifest().spec()) {
            case SkillSpec.Native program -> run(program, job, busy);
            case SkillSpec.Prompt prompt -> prompts.run(job);
            case SkillSpec.Http http -> services.run(http, job);
            case SkillSpec.Wasm wasm -> modules.run(job);
            case SkillSpec.Browse browse -> pages.run(browse, job);
            case SkillSpec.OpenClawTool tool -> tools.run(tool, job);
        };
    }

    /** A long text takes milliseconds: not on the event loop. */
    private Uni<ObjectNode> run(SkillSpec.Native program, SkillJob job, Consumer<CompletionStage<?>> busy) {
        String text = job.input().path("text").asText();
        CompletionStage<@Nullable String> work = vertx.executeBlocking(
                        () -> TextSkills.named(program.program()).orElseThrow().apply(text), false)
                .toCompletionStage();
        busy.accept(work);
        return Uni.createFrom()
                .completionStage(work)
                .map(result -> json.object().put("text", result));
    }
}
