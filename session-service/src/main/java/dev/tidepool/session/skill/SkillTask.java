package dev.tidepool.session.skill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.skill.manifest.SkillName;
import dev.tidepool.session.json.ExactJson;
import dev.tidepool.session.skill.run.RunConfig;
import dev.tidepool.session.skill.run.SkillError;
import dev.tidepool.session.task.TaskContext;
import dev.tidepool.session.task.TaskDraft;
import dev.tidepool.session.task.TaskHandler;
import dev.tidepool.session.task.TaskPutOff;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Executes skills as tasks: {@code {"skill", "input", "model"}}. Each attempt is an execution of its own, whose log tells how it
 * went; the result names it.
 */
@ApplicationScoped
class SkillTask implements TaskHandler {

    static final String KIND = "skill";

    private static final String SCOPE = "skills:write";

    /** Until places are free again, of which this organisation has too few. */
    private static final Duration PAUSE = Duration.ofSeconds(3);

    /** Somewhere between its beginning and its end: more is not known of a skill. */
    private static final int UNDER_WAY_PERCENT = 50;

    /** What another attempt may not meet again. */
    private static final Set<String> PASSING = Set.of(
            "SKILL_TIMEOUT",
            "SKILL_CALL_FAILED",
            "EXECUTION_LOST",
            "TIMEOUT",
            "UNAVAILABLE",
            "MODEL_UNAVAILABLE",
            "MODEL_TIMEOUT",
            "MODEL_RATE_LIMITED");

    private final ExecutionService executions;
    private final RunConfig config;
    private final ExactJson json;

    SkillTask(ExecutionService executions, RunConfig config, ExactJson json) {
        this.executions = executions;
        this.config = config;
        this.json = json;
    }

    /** What such a task is to be given. */
    static JsonObject input(SkillName skill, ObjectNode input, Optional<String> model) {
        JsonObject all = new JsonObject().put("skill", skill.value()).put("input", new JsonObject(input.toString()));
        model.ifPresent(name -> all.put("model", name));
        return all;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void check(Caller.Member member, TaskDraft draft) {
        if (!member.scopes().contains(SCOPE)) {
            throw Problem.forbidden("The credential lacks the scope " + SCOPE + ".")
                    .with("scope", SCOPE);
        }
        wish(member, draft);
    }

    @Override
    public Uni<JsonObject> run(TaskContext context) {
        return Uni.createFrom()
                .deferred(() -> executions.executeWhileWanted(
                        wish(context.task().member(), context.task().draft())
                                .attemptOf(AttemptKeys.of(context), what -> context.progress(UNDER_WAY_PERCENT, what))))
                .map(ended -> result(ended, context))
                .onFailure(SkillTask::isForWantOfRoom)
                .transform(busy -> new TaskPutOff(PAUSE));
    }

    private static boolean isForWantOfRoom(Throwable failure) {
        return failure instanceof Problem problem && problem.code() == SkillError.SKILL_BUSY;
    }

    @Override
    public Duration grace() {
        return ExecutionStarter.GRACE;
    }

    private ExecutionWish wish(Caller.Member member, TaskDraft draft) {
        ObjectNode given = json.parseObject(draft.input().encode().getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
        String skill = given.path("skill").asText("");
        if (!SkillName.isName(skill)) {
            throw Problem.invalidField("input.skill", "input.skill must be the name of a skill.");
        }
        if (given.has("input") && !given.path("input").isObject()) {
            throw Problem.invalidField("input.input", "input.input must be an object.");
        }
        ExecuteSkill wanted = new ExecuteSkill(
                given.get("input") instanceof ObjectNode input ? input : null,
                null,
                given.path("model").textValue(),
                null,
                null);
        Duration most = config.backgroundTimeout();
        return new ExecutionWish(
                member,
                new SkillName(skill),
                wanted.checkedInput(config.maxInputBytes()),
                draft.session(),
                wanted.checkedModel(),
                draft.timeout().filter(asked -> asked.compareTo(most) < 0).orElse(most),
                what -> {},
                Optional.empty());
    }

    private static JsonObject result(Execution execution, TaskContext context) {
        return switch (execution.state()) {
            case ExecutionState.Completed completed -> {
                JsonObject id =
                        new JsonObject().put("executionId", execution.id().toString());
                JsonObject whole = id.copy().put("output", completed.output());
                yield context.canKeep(whole) ? whole : id.put("outputLeftOut", true);
            }
            case ExecutionState.Unfinished unfinished -> throw failure(execution, unfinished);
            case ExecutionState.Running running ->
                throw new IllegalStateException("it is waited for: " + execution.id());
        };
    }

    private static Problem failure(Execution execution, ExecutionState.Unfinished unfinished) {
        if (unfinished.code().equals(SkillError.SKILL_BUSY.name())) {
            return Problem.of(SkillError.SKILL_BUSY, unfinished.detail());
        }
        SkillError code = PASSING.contains(unfinished.code()) ? SkillError.SKILL_CALL_FAILED : SkillError.SKILL_FAILED;
        return Problem.of(code, "Execution " + execution.id() + ": " + unfinished.code() + ": " + unfinished.detail());
    }
}
