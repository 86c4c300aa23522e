package dev.tidepool.session.skill;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.skill.manifest.SkillName;
import dev.tidepool.session.mcp.ToolCalls;
import dev.tidepool.session.mcp.ToolInput;
import dev.tidepool.session.skill.run.RunConfig;
import io.quarkiverse.mcp.server.RawMessage;
import io.quarkiverse.mcp.server.Tool;
import io.quarkiverse.mcp.server.ToolResponse;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Skills as tools of the Model Context Protocol. */
@ApplicationScoped
class SkillTools {

    private static final String READ = "skills:read";

    private final ToolCalls calls;
    private final SkillService skills;
    private final ExecutionService executions;
    private final ExecutionQueue queue;
    private final RunConfig limits;

    SkillTools(
            ToolCalls calls, SkillService skills, ExecutionService executions, ExecutionQueue queue, RunConfig limits) {
        this.calls = calls;
        this.skills = skills;
        this.executions = executions;
        this.queue = queue;
        this.limits = limits;
    }

    @Tool(
            name = "skill_list",
            description = "List the skills that can be executed: those that ship with the service, and the"
                    + " organisation's own.",
            annotations = @Tool.Annotations(title = "List skills", readOnlyHint = true, openWorldHint = false))
    public Uni<ToolResponse> list(RawMessage message) {
        return calls.answering(
                "skill_list",
                READ,
                message,
                (member, input) -> skills.list(member.organization())
                        .map(all -> new SkillListView(
                                all.stream().map(SkillView::of).toList())));
    }

    @Tool(
            name = "skill_describe",
            description = "Read a skill: what it is for, the schema of its input, and what it needs that is not there.",
            annotations = @Tool.Annotations(title = "Read a skill", readOnlyHint = true, openWorldHint = false))
    public Uni<ToolResponse> describe(RawMessage message) {
        return calls.answering(
                "skill_describe",
                READ,
                message,
                (member, input) -> skills.find(member.organization(), SkillName.fromString(input.required("name")))
                        .map(SkillDetailView::of));
    }

    @Tool(
            name = "skill_execute",
            description = "Execute a skill and wait until it has ended, at most 30 seconds; or as a task, which is"
                    + " answered at once.",
            annotations = @Tool.Annotations(title = "Execute a skill"))
    public Uni<ToolResponse> execute(RawMessage message) {
        return calls.call("skill_execute", "skills:write", message, this::execute);
    }

    private Uni<ToolResponse> execute(Caller.Member member, ToolInput input) {
        ExecuteSkill wanted = input.as(ExecuteSkill.class);
        ExecutionWish wish = wanted.wish(member, SkillName.fromString(input.required("name")), limits);
        return wanted.isForBackground()
                ? queue.add(wish).map(task -> calls.view(QueuedExecutionView.of(task)))
                : executions.execute(wish).map(this::ended);
    }

    /** An execution that came to nothing is a failure of the tool, with the whole execution as its answer. */
    private ToolResponse ended(Execution execution) {
        return calls.view(ExecutionView.of(execution), !(execution.state() instanceof ExecutionState.Completed));
    }
}
