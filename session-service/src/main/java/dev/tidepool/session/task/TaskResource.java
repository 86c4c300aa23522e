package dev.tidepool.session.task;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/tasks")
@Tag(name = "Tasks", description = "Work in the background that survives a crash")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class TaskResource {

    private final CurrentCaller caller;
    private final TaskService tasks;
    private final CursorCodec cursors;

    TaskResource(CurrentCaller caller, TaskService tasks, CursorCodec cursors) {
        this.caller = caller;
        this.tasks = tasks;
        this.cursors = cursors;
    }

    @POST
    @Operation(
            summary = "Put a task into the queue",
            description = "Scope tasks:write, and what its kind needs besides. It runs in the caller's name.")
    @APIResponse(responseCode = "201", description = "The task; Location names it")
    @APIResponse(responseCode = "200", description = "The task an earlier request with this idempotency key added")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD: something is not acceptable, named in `field`")
    @APIResponse(responseCode = "404", description = "SESSION_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "IDEMPOTENCY_KEY_REUSED")
    @APIResponse(responseCode = "429", description = "TOO_MANY_TASKS: too many of the organisation's are waiting")
    @APIResponse(responseCode = "503", description = "TASK_QUEUE_FULL: too many are waiting; see Retry-After")
    public Uni<RestResponse<TaskView>> create(@Nullable CreateTask body) {
        Caller.Member member = caller.memberWith("tasks:write");
        if (body == null) {
            throw Problem.badRequest("Send a JSON object with kind and input.");
        }
        return tasks.add(member, tasks.draft(member, body)).map(TaskResource::answer);
    }

    @GET
    @Operation(
            summary = "List the organisation's tasks, newest first",
            description = "Scope tasks:read. Without their input and result.")
    @APIResponse(responseCode = "200", description = "A page; nextCursor is null on the last one")
    public Uni<TaskPageView> list(
            @Parameter(description = "queued, running, succeeded, failed or cancelled") @QueryParam("status") @Nullable
                    String status,
            @Parameter(description = "Only tasks of this kind") @QueryParam("kind") @Nullable String kind,
            @Parameter(description = "1 to 100, default 25") @QueryParam("limit") @Nullable String limit,
            @Parameter(description = "nextCursor of the page before") @QueryParam("cursor") @Nullable String cursor) {
        OrganizationId organization = caller.memberWith("tasks:read").organization();
        PageLimit size = PageLimit.parse(limit);
        TaskFilter wanted = TaskFilter.of(status, kind);
        String list = "tasks:" + organization + ":" + wanted;
        Optional<TaskId> before = Optional.ofNullable(cursor)
                .map(text -> TaskId.fromString(cursors.decode(list, text).getFirst()));
        return tasks.list(organization, wanted, before, size).map(page -> view(list, page));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Read a task", description = "Scope tasks:read.")
    @APIResponse(responseCode = "200", description = "The task, with its result once it has succeeded")
    @APIResponse(responseCode = "404", description = "TASK_NOT_FOUND: unknown or another organisation's")
    public Uni<TaskView> read(@PathParam("id") String id) {
        OrganizationId organization = caller.memberWith("tasks:read").organization();
        return tasks.find(organization, TaskId.fromString(id)).map(TaskView::of);
    }

    @POST
    @Path("/{id}/cancel")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Cancel a task",
            description =
                    "Scope tasks:write. A waiting task ends at once, a running one within seconds; what it did stays"
                            + " done. Cancelling again changes nothing.")
    @APIResponse(responseCode = "200", description = "The task, cancelled or `cancelling`")
    @APIResponse(responseCode = "404", description = "TASK_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "TASK_ENDED: it succeeded or failed before")
    public Uni<TaskView> cancel(@PathParam("id") String id) {
        OrganizationId organization = caller.memberWith("tasks:write").organization();
        return tasks.cancel(organization, TaskId.fromString(id)).map(TaskView::of);
    }

    private static RestResponse<TaskView> answer(TaskService.Queued queued) {
        TaskView view = TaskView.of(queued.task());
        return switch (queued) {
            case TaskService.Queued.Added added ->
                RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, view)
                        .header("Location", "/v1/tasks/" + view.id())
                        .build();
            case TaskService.Queued.Repeated repeated -> RestResponse.ok(view);
        };
    }

    private TaskPageView view(String list, Page<Task> page) {
        Optional<String> next = page.next(last -> cursors.encode(list, last.id().toString()));
        return new TaskPageView(page.map(TaskView::summary), next.orElse(null));
    }
}
