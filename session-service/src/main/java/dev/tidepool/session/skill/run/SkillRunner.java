package dev.tidepool.session.skill.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.session.json.ExactJson;
import dev.tidepool.session.skill.manifest.SkillSpec;
import dev.tidepool.session.text.TextSkills;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;

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

    public Uni<ObjectNode> run(SkillJob job) {
        return switch (job.manifest().spec()) {
            case SkillSpec.Native program -> run(program, job);
            case SkillSpec.Prompt prompt -> prompts.run(job);
            case SkillSpec.Http http -> services.run(http, job);
            case SkillSpec.Wasm wasm -> modules.run(job);
            case SkillSpec.Browse browse -> pages.run(browse, job);
            case SkillSpec.OpenClawTool tool -> tools.run(tool, job);
        };
    }

    /** A long text takes milliseconds: not on the event loop. */
    private Uni<ObjectNode> run(SkillSpec.Native program, SkillJob job) {
        String text = job.input().path("text").asText();
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(
                                () -> TextSkills.named(program.program())
                                        .orElseThrow()
                                        .apply(text),
                                false)
                        .toCompletionStage())
                .map(result -> json.object().put("text", result));
    }
}
