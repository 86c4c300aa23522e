package dev.tidepool.session.task;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A kind of tasks that do as their input says, and of which every start is known. */
@ApplicationScoped
class ScriptedTasks implements TaskHandler {

    private final Queue<Started> starts = new ConcurrentLinkedQueue<>();
    private final Queue<TaskId> givenUp = new ConcurrentLinkedQueue<>();

    record Started(TaskId task, int attempt, JsonObject checkpoint, String continuationKey) {}

    @Override
    public String kind() {
        return "scripted";
    }

    @Override
    public void check(Caller.Member member, TaskDraft draft) {
        if (draft.input().getValue("do") == null) {
            throw Problem.invalidField("input.do", "input.do must say what to do.");
        }
    }

    @Override
    public Uni<JsonObject> run(TaskContext context) {
        Task task = context.task();
        starts.add(new Started(
                task.id(), task.attempt(), context.checkpoint().orElseGet(JsonObject::new), context.continuationKey()));
        return switch (task.draft().input().getString("do")) {
            case "succeed" -> Uni.createFrom().item(new JsonObject().put("attempt", task.attempt()));
            case "succeed later" ->
                task.failures() == 0 ? unavailable() : Uni.createFrom().item(new JsonObject());
            case "wait for room" ->
                task.attempt() < 3
                        ? Uni.createFrom().failure(new TaskPutOff(Duration.ofMillis(100)))
                        : Uni.createFrom().item(new JsonObject());
            case "fail" -> unavailable();
            case "be wrong" -> Uni.createFrom().failure(Problem.badRequest("It cannot be done."));
            case "break" -> throw new IllegalStateException("broken");
            case "say too much" -> Uni.createFrom().item(new JsonObject().put("much", "x".repeat(1_048_577)));
            case "hang" -> hang(context);
            default -> throw new IllegalArgumentException(task.draft().input().encode());
        };
    }

    private static Uni<JsonObject> unavailable() {
        return Uni.createFrom().failure(Problem.of(CommonError.UPSTREAM_FAILED, "Nobody is there."));
    }

    private Uni<JsonObject> hang(TaskContext context) {
        context.progress(40, "hanging");
        return context.checkpoint(new JsonObject().put("reached", "half"))
                .chain(() -> Uni.createFrom().<JsonObject>nothing())
                .onCancellation()
                .invoke(() -> givenUp.add(context.task().id()));
    }

    List<String> keysOf(String task) {
        return starts.stream()
                .filter(start -> start.task().toString().equals(task))
                .map(Started::continuationKey)
                .toList();
    }

    long startsOf(String task) {
        return starts.stream()
                .filter(start -> start.task().toString().equals(task))
                .count();
    }

    Started lastOf(String task) {
        return starts.stream()
                .filter(start -> start.task().toString().equals(task))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new AssertionError("task " + task + " was not started"));
    }

    boolean gaveUp(String task) {
        return givenUp.stream().anyMatch(id -> id.toString().equals(task));
    }
}
