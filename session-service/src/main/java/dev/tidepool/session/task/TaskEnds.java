package dev.tidepool.session.task;

import dev.tidepool.kernel.event.Channels;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventSubscriber;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Who waits for the ends of tasks here: the event that tells of one wakes him, whichever instance it comes from. */
@ApplicationScoped
class TaskEnds {

    private static final Set<String> ENDS = Set.of("task:completed", "task:failed", "task:cancelled");

    private final EventSubscriber subscriber;
    private final TaskConfig config;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<TaskId, Set<CompletableFuture<Void>>> ofTasks = new ConcurrentHashMap<>();

    TaskEnds(EventSubscriber subscriber, TaskConfig config) {
        this.subscriber = subscriber;
        this.config = config;
    }

    void listen(@Observes StartupEvent started) {
        subscriber.subscribe(Channels.ofService("session"), this::heard);
    }

    private void heard(Event event) {
        if (ENDS.contains(event.type())) {
            ofTasks.getOrDefault(TaskId.fromString(event.data().getString("taskId")), Set.of())
                    .forEach(end -> end.complete(null));
        }
    }

    /** Completes when the end of the task is told; empty when too many wait already. {@link #leave} in any case. */
    Optional<CompletableFuture<Void>> await(TaskId id) {
        if (waiting.incrementAndGet() > config.maxWaiting()) {
            waiting.decrementAndGet();
            return Optional.empty();
        }
        CompletableFuture<Void> end = new CompletableFuture<>();
        ofTasks.compute(id, (task, others) -> {
            Set<CompletableFuture<Void>> all = others == null ? ConcurrentHashMap.newKeySet() : others;
            all.add(end);
            return all;
        });
        return Optional.of(end);
    }

    void leave(TaskId id, CompletableFuture<Void> end) {
        waiting.decrementAndGet();
        ofTasks.computeIfPresent(id, (task, all) -> all.remove(end) && all.isEmpty() ? null : all);
    }
}
