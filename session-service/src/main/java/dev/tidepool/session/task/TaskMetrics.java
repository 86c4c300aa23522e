package dev.tidepool.session.task;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;

/**
 * The queue's depth and age, and what becomes of tasks: {@code tidepool.tasks.queued{priority}},
 * {@code .queue.age{priority}}, {@code .running}, {@code .created{kind}}, {@code .ended{kind,outcome}}, {@code .retried{kind}},
 * {@code .lapsed}, {@code .wait{priority}} and {@code .duration{kind}}.
 */
@ApplicationScoped
class TaskMetrics {

    private final MeterRegistry registry;
    private final AtomicInteger running = new AtomicInteger();
    private volatile Map<TaskPriority, TaskQueue.Depth> depths = Map.of();

    TaskMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("tidepool.tasks.running", running, AtomicInteger::get)
                .description("Tasks that this instance runs")
                .register(registry);
        for (TaskPriority priority : TaskPriority.values()) {
            gauge(priority, "tidepool.tasks.queued", "Waiting tasks of all organisations, as last counted", depth ->
                    (double) depth.waiting());
            gauge(
                    priority,
                    "tidepool.tasks.queue.age",
                    "Seconds for which the longest waiting task is due",
                    TaskQueue.Depth::oldestSeconds);
        }
    }

    private void gauge(
            TaskPriority priority, String name, String description, ToDoubleFunction<TaskQueue.Depth> value) {
        Gauge.builder(name, () -> depths.containsKey(priority) ? value.applyAsDouble(depths.get(priority)) : 0)
                .description(description)
                .tag("priority", priority.wireName())
                .register(registry);
    }

    void counted(List<TaskQueue.Depth> counted) {
        Map<TaskPriority, TaskQueue.Depth> all = new EnumMap<>(TaskPriority.class);
        counted.forEach(depth -> all.put(depth.priority(), depth));
        depths = Map.copyOf(all);
    }

    void created(String kind) {
        registry.counter("tidepool.tasks.created", "kind", kind).increment();
    }

    void began(Task task, Instant now) {
        running.incrementAndGet();
        Duration waited = Duration.between(task.draft().runAt().orElse(task.createdAt()), now);
        registry.timer(
                        "tidepool.tasks.wait",
                        "priority",
                        task.draft().priority().wireName())
                .record(waited.isNegative() ? Duration.ZERO : waited);
    }

    /** An attempt is over, however it went. */
    void stopped(Task task, Duration took) {
        running.decrementAndGet();
        registry.timer("tidepool.tasks.duration", "kind", task.draft().kind()).record(took);
    }

    void ended(Task task) {
        Tags tags = Tags.of(
                "kind", task.draft().kind(), "outcome", task.state().status().wireName());
        registry.counter("tidepool.tasks.ended", tags).increment();
    }

    void retried(String kind) {
        registry.counter("tidepool.tasks.retried", "kind", kind).increment();
    }

    void lapsed(int tasks) {
        registry.counter("tidepool.tasks.lapsed").increment(tasks);
    }
}
