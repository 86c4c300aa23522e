package dev.tidepool.session.skill;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.skill.manifest.SkillName;
import dev.tidepool.session.skill.run.RunConfig;
import dev.tidepool.session.task.TaskId;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/skills/{name}")
@Tag(name = "Skills")
@Produces(MediaType.APPLICATION_JSON)
class ExecutionResource {

    private final CurrentCaller caller;
    private final ExecutionService executions;
    private final ExecutionQueue queue;
    private final CursorCodec cursors;
    private final RunConfig limits;

    ExecutionResource(
            CurrentCaller caller,
            ExecutionService executions,
            ExecutionQueue queue,
            CursorCodec cursors,
            RunConfig limits) {
        this.caller = caller;
        this.executions = executions;
        this.queue = queue;
        this.cursors = cursors;
        this.limits = limits;
    }

    @POST
    @Path("/execute")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Execute a skill",
            description =
                    "Scope skills:write. Answers when it has ended; `status` says how. With a session, the session's"
                            + " room is told of it: skill:started, skill:progress, skill:completed or skill:error. Who goes away"
                            + " meanwhile reads the execution later.")
    @APIResponse(
            responseCode = "200",
            description = "The execution, ended: completed, failed or cancelled",
            content = @Content(schema = @Schema(implementation = ExecutionView.class)))
    @APIResponse(
            responseCode = "202",
            description = "The task that executes it; Location names it",
            content = @Content(schema = @Schema(implementation = QueuedExecutionView.class)))
    @APIResponse(responseCode = "400", description = "SKILL_INPUT_INVALID, INVALID_FIELD")
    @APIResponse(responseCode = "403", description = "QUOTA_EXCEEDED: the session has used as many skills as it may")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND, SESSION_NOT_FOUND")
    @APIResponse(
            responseCode = "409",
            description = "SKILL_DISABLED, SKILL_NOT_APPROVED, SKILL_NOT_ELIGIBLE; SESSION_CLOSED, SESSION_EXPIRED")
    @APIResponse(responseCode = "503", description = "SKILL_BUSY: too many are executed; see Retry-After")
    public Uni<RestResponse<Object>> execute(@PathParam("name") String name, @Nullable ExecuteSkill body) {
        Caller.Member member = caller.memberWith("skills:write");
        ExecuteSkill wanted = body == null ? ExecuteSkill.EMPTY : body;
        ExecutionWish wish = wanted.wish(member, SkillName.fromString(name), limits);
        return wanted.isForBackground()
                ? queue.add(wish).map(ExecutionResource::accepted)
                : executions.execute(wish).map(ended -> RestResponse.ok(ExecutionView.of(ended)));
    }

    private static RestResponse<Object> accepted(TaskId task) {
        return RestResponse.ResponseBuilder.create(RestResponse.Status.ACCEPTED, (Object) QueuedExecutionView.of(task))
                .header("Location", "/v1/tasks/" + task)
                .build();
    }

    @GET
    @Path("/executions")
    @Operation(
            summary = "List a skill's executions, newest first",
            description = "Scope skills:read. Without their outputs; also of a skill that is gone.")
    @APIResponse(responseCode = "200", description = "A page; nextCursor is null on the last one")
    public Uni<ExecutionPageView> list(
            @PathParam("name") String name,
            @Parameter(description = "1 to 100, default 25", schema = @Schema(type = SchemaType.INTEGER))
                    @QueryParam("limit")
                    @Nullable
                    String limit,
            @Parameter(description = "nextCursor of the page before") @QueryParam("cursor") @Nullable String cursor) {
        OrganizationId organization = caller.memberWith("skills:read").organization();
        SkillName skill = SkillName.fromString(name);
        String list = "executions:" + organization + ":" + skill;
        Optional<ExecutionId> before = Optional.ofNullable(cursor)
                .map(text -> ExecutionId.fromString(cursors.decode(list, text).getFirst()));
        return executions
                .list(organization, skill, before, PageLimit.parse(limit))
                .map(page -> view(list, page));
    }

    @GET
    @Path("/executions/{id}")
    @Operation(summary = "Read an execution with its output and its log", description = "Scope skills:read.")
    @APIResponse(responseCode = "200", description = "The execution")
    @APIResponse(responseCode = "404", description = "EXECUTION_NOT_FOUND")
    public Uni<LoggedExecutionView> read(@PathParam("name") String name, @PathParam("id") String id) {
        OrganizationId organization = caller.memberWith("skills:read").organization();
        return executions
                .find(organization, SkillName.fromString(name), ExecutionId.fromString(id))
                .map(LoggedExecutionView::of);
    }

    @POST
    @Path("/executions/{id}/cancel")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Cancel an execution", description = "Scope skills:write. What it has done stays done.")
    @APIResponse(responseCode = "200", description = "The execution, cancelled")
    @APIResponse(responseCode = "404", description = "EXECUTION_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "EXECUTION_ENDED")
    public Uni<LoggedExecutionView> cancel(@PathParam("name") String name, @PathParam("id") String id) {
        OrganizationId organization = caller.memberWith("skills:write").organization();
        return executions
                .cancel(organization, SkillName.fromString(name), ExecutionId.fromString(id))
                .map(LoggedExecutionView::of);
    }

    private ExecutionPageView view(String list, Page<Execution> page) {
        Optional<String> next = page.next(last -> cursors.encode(list, last.id().toString()));
        return new ExecutionPageView(page.map(ExecutionView::withoutOutput), next.orElse(null));
    }
}
