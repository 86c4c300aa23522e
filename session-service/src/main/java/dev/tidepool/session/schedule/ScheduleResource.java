package dev.tidepool.session.schedule;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.task.TaskService;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/schedules")
@Tag(name = "Schedules", description = "Tasks that come back by the calendar")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class ScheduleResource {

    private final CurrentCaller caller;
    private final ScheduleService schedules;
    private final TaskService tasks;
    private final CursorCodec cursors;

    ScheduleResource(CurrentCaller caller, ScheduleService schedules, TaskService tasks, CursorCodec cursors) {
        this.caller = caller;
        this.schedules = schedules;
        this.tasks = tasks;
        this.cursors = cursors;
    }

    @POST
    @Operation(
            summary = "Create a schedule",
            description = "Scope tasks:write, and what the kind of task needs. Its tasks run in the caller's name.")
    @APIResponse(responseCode = "201", description = "The schedule; Location names it")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD: something is not acceptable, named in `field`")
    @APIResponse(responseCode = "404", description = "SESSION_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "TOO_MANY_SCHEDULES")
    public Uni<RestResponse<ScheduleView>> create(@Nullable WriteSchedule body) {
        Caller.Member member = caller.memberWith("tasks:write");
        return schedules
                .create(member, draft(member, body))
                .map(created -> RestResponse.ResponseBuilder.create(
                                RestResponse.Status.CREATED, ScheduleView.of(created))
                        .header("Location", "/v1/schedules/" + created.id())
                        .build());
    }

    private ScheduleDraft draft(Caller.Member member, @Nullable WriteSchedule body) {
        if (body == null) {
            throw Problem.badRequest("Send a JSON object with name, cron and task.");
        }
        return body.draft(task -> tasks.draft(member, task), Instant.now());
    }

    @GET
    @Operation(summary = "List the organisation's schedules, newest first", description = "Scope tasks:read.")
    @APIResponse(responseCode = "200", description = "A page; nextCursor is null on the last one")
    public Uni<SchedulePageView> list(
            @Parameter(description = "1 to 100, default 25") @QueryParam("limit") @Nullable String limit,
            @Parameter(description = "nextCursor of the page before") @QueryParam("cursor") @Nullable String cursor) {
        OrganizationId organization = caller.memberWith("tasks:read").organization();
        String list = "schedules:" + organization;
        Optional<ScheduleId> before = Optional.ofNullable(cursor)
                .map(text -> ScheduleId.fromString(cursors.decode(list, text).getFirst()));
        return schedules.list(organization, before, PageLimit.parse(limit)).map(page -> view(list, page));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Read a schedule", description = "Scope tasks:read.")
    @APIResponse(responseCode = "200", description = "The schedule")
    @APIResponse(responseCode = "404", description = "SCHEDULE_NOT_FOUND: unknown or another organisation's")
    public Uni<ScheduleView> read(@PathParam("id") String id) {
        OrganizationId organization = caller.memberWith("tasks:read").organization();
        return schedules.find(organization, ScheduleId.fromString(id)).map(ScheduleView::of);
    }

    @PUT
    @Path("/{id}")
    @Operation(
            summary = "Replace a schedule",
            description = "Scope tasks:write. It runs in the caller's name from now on.")
    @APIResponse(responseCode = "200", description = "The schedule, changed")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD: something is not acceptable, named in `field`")
    @APIResponse(responseCode = "404", description = "SCHEDULE_NOT_FOUND or SESSION_NOT_FOUND")
    public Uni<ScheduleView> replace(@PathParam("id") String id, @Nullable WriteSchedule body) {
        Caller.Member member = caller.memberWith("tasks:write");
        ScheduleId schedule = ScheduleId.fromString(id);
        return schedules.replace(member, schedule, draft(member, body)).map(ScheduleView::of);
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete a schedule", description = "Scope tasks:write. Its tasks that wait or run stay.")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "404", description = "SCHEDULE_NOT_FOUND")
    public Uni<Void> delete(@PathParam("id") String id) {
        OrganizationId organization = caller.memberWith("tasks:write").organization();
        return schedules.delete(organization, ScheduleId.fromString(id));
    }

    @POST
    @Path("/{id}/pause")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Pause a schedule", description = "Scope tasks:write. Pausing again changes nothing.")
    @APIResponse(responseCode = "200", description = "The schedule, paused")
    @APIResponse(responseCode = "404", description = "SCHEDULE_NOT_FOUND")
    public Uni<ScheduleView> pause(@PathParam("id") String id) {
        OrganizationId organization = caller.memberWith("tasks:write").organization();
        return schedules.pause(organization, ScheduleId.fromString(id)).map(ScheduleView::of);
    }

    @POST
    @Path("/{id}/resume")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Resume a schedule",
            description = "Scope tasks:write. What fell due while it was paused is left out.")
    @APIResponse(responseCode = "200", description = "The schedule, with its next time")
    @APIResponse(responseCode = "404", description = "SCHEDULE_NOT_FOUND")
    public Uni<ScheduleView> resume(@PathParam("id") String id) {
        OrganizationId organization = caller.memberWith("tasks:write").organization();
        return schedules.resume(organization, ScheduleId.fromString(id)).map(ScheduleView::of);
    }

    @POST
    @Path("/{id}/run")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Run a schedule's task now",
            description = "Scope tasks:write. Besides its times and also while it is paused, in the caller's name.")
    @APIResponse(responseCode = "201", description = "The id of the task; Location names it")
    @APIResponse(responseCode = "404", description = "SCHEDULE_NOT_FOUND or SESSION_NOT_FOUND")
    @APIResponse(responseCode = "429", description = "TOO_MANY_TASKS")
    public Uni<RestResponse<ScheduleRunView>> run(@PathParam("id") String id) {
        Caller.Member member = caller.memberWith("tasks:write");
        return schedules
                .run(member, ScheduleId.fromString(id))
                .map(task -> RestResponse.ResponseBuilder.create(
                                RestResponse.Status.CREATED,
                                new ScheduleRunView(task.id().value()))
                        .header("Location", "/v1/tasks/" + task.id())
                        .build());
    }

    @GET
    @Path("/{id}/next")
    @Operation(summary = "Tell a schedule's next times", description = "Scope tasks:read. Also while it is paused.")
    @APIResponse(responseCode = "200", description = "The times, in UTC")
    @APIResponse(responseCode = "404", description = "SCHEDULE_NOT_FOUND")
    public Uni<ScheduleTimesView> next(
            @PathParam("id") String id,
            @Parameter(description = "How many: 1 to 100, default 25") @QueryParam("limit") @Nullable String limit) {
        OrganizationId organization = caller.memberWith("tasks:read").organization();
        int count = PageLimit.parse(limit).value();
        return schedules
                .find(organization, ScheduleId.fromString(id))
                .map(schedule -> new ScheduleTimesView(schedule.times().next(Instant.now(), count)));
    }

    private SchedulePageView view(String list, Page<Schedule> page) {
        Optional<String> next = page.next(last -> cursors.encode(list, last.id().toString()));
        return new SchedulePageView(page.map(ScheduleView::summaryOf), next.orElse(null));
    }
}
