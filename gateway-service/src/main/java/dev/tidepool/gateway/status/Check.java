package dev.tidepool.gateway.status;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks one component how it is. While a question is unanswered no other is put: a component that hangs collects no questions, and
 * counts as unhealthy once it has taken too long. Only a question that is as good as lost is put again.
 */
final class Check {

    /** A connection that was cut unseen may never answer: then it was not the component that hung. */
    private static final int LOST_AFTER_TIMEOUTS = 10;

    private final String name;
    private final boolean vital;
    private final Duration timeout;
    private final Supplier<Uni<Health>> question;
    private @Nullable Asked last;

    Check(String name, boolean vital, Duration timeout, Supplier<Uni<Health>> question) {
        this.name = name;
        this.vital = vital;
        this.timeout = timeout;
        this.question = question;
    }

    private record Asked(CompletableFuture<Health> answer, long at) {}

    /** Never fails. */
    Uni<Component> run() {
        Asked asked = ask(System.nanoTime());
        long left = asked.at() + timeout.toNanos() - System.nanoTime();
        if (left <= 0 && !asked.answer().isDone()) {
            return Uni.createFrom().item(component(asked, Health.UNHEALTHY));
        }
        return Uni.createFrom()
                // A stage of its own: whoever stops waiting does not end the question.
                .completionStage(() -> asked.answer().thenApply(health -> health))
                .ifNoItem()
                .after(Duration.ofNanos(Math.max(1, left)))
                .recoverWithItem(Health.UNHEALTHY)
                .onFailure()
                .recoverWithItem(Health.UNHEALTHY)
                .map(health -> component(asked, health));
    }

    private synchronized Asked ask(long now) {
        Asked known = last;
        boolean pending =
                known != null && !known.answer().isDone() && now - known.at() < timeout.toNanos() * LOST_AFTER_TIMEOUTS;
        if (known == null || !pending) {
            known = new Asked(Uni.createFrom().deferred(question::get).subscribeAsCompletionStage(), now);
            last = known;
        }
        return known;
    }

    private Component component(Asked asked, Health health) {
        return new Component(name, vital, health, Duration.ofNanos(System.nanoTime() - asked.at()));
    }
}
