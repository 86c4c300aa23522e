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
    private final Map<TaskId, Set<Waiter>> ofTasks = new ConcurrentHashMap<>();

    TaskEnds(EventSubscriber subscriber, TaskConfig config) {
        this.subscriber = subscriber;
        this.config = config;
    }

    void listen(@Observes StartupEvent started) {
        subscriber.subscribe(Channels.ofService("session"), this::heard);
    }

    /** Somebody who waits for the end of one task. */
    static final class Waiter {

        private final TaskId task;
        private final CompletableFuture<Void> end = new CompletableFuture<>();

        private Waiter(TaskId task) {
            this.task = task;
        }

        boolean wasTold() {
            return end.isDone();
        }

        /** Completes when the end is told; cancelling it changes nothing for others. */
        CompletableFuture<Void> told() {
            return end.copy();
        }
    }

    private void heard(Event event) {
        if (ENDS.contains(event.type())) {
            ofTasks.getOrDefault(TaskId.fromString(event.data().getString("taskId")), Set.of())
                    .forEach(waiter -> waiter.end.complete(null));
        }
    }

    /** Who is told of the end of the task until he leaves; empty when too many wait already. */
    Optional<Waiter> await(TaskId task) {
        if (waiting.incrementAndGet() > config.maxWaiting()) {
            waiting.decrementAndGet();
            return Optional.empty();
        }
        Waiter waiter = new Waiter(task);
        ofTasks.compute(task, (id, others) -> {
            Set<Waiter> all = others == null ? ConcurrentHashMap.newKeySet() : others;
            all.add(waiter);
            return all;
        });
        return Optional.of(waiter);
    }

    void leave(Waiter waiter) {
        waiting.decrementAndGet();
        ofTasks.computeIfPresent(waiter.task, (id, all) -> all.remove(waiter) && all.isEmpty() ? null : all);
    }
}
