package dev.tidepool.session.skill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.event.Channels;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventSubscriber;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.skill.run.RunConfig;
import dev.tidepool.session.skill.run.SkillError;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The executions of this instance: how many there may be, and how each is given up, whichever instance is asked for that. */
@ApplicationScoped
class RunningExecutions {

    private static final Duration BUSY_FOR = Duration.ofSeconds(2);

    private final RunConfig config;
    private final EventSubscriber subscriber;
    private final AtomicInteger running = new AtomicInteger();
    private final Map<OrganizationId, Integer> ofOrganizations = new ConcurrentHashMap<>();
    private final Map<ExecutionId, Place> places = new ConcurrentHashMap<>();

    RunningExecutions(RunConfig config, EventSubscriber subscriber, MeterRegistry metrics) {
        this.config = config;
        this.subscriber = subscriber;
        Gauge.builder("tidepool.skills.running", running, AtomicInteger::get)
                .description("Skills that this instance executes")
                .register(metrics);
    }

    void listen(@Observes StartupEvent started) {
        subscriber.subscribe(Channels.ofService("session"), this::heard);
    }

    private void heard(Event event) {
        if (event.type().equals("skill:error")
                && SkillError.SKILL_CANCELLED.name().equals(event.data().getString("code"))) {
            cancel(ExecutionId.fromString(event.data().getString("executionId")));
        }
    }

    /** A place for one execution, given back once. */
    final class Place {

        private final ExecutionId id;
        private final OrganizationId organization;
        private final CompletableFuture<ObjectNode> cancellation = new CompletableFuture<>();
        private final AtomicBoolean left = new AtomicBoolean();
        private volatile CompletionStage<?> work = CompletableFuture.completedStage(null);

        private Place(ExecutionId id, OrganizationId organization) {
            this.id = id;
            this.organization = organization;
        }

        /** Fails when the execution is cancelled, and does nothing else. */
        Uni<ObjectNode> cancelled() {
            return Uni.createFrom().completionStage(() -> cancellation.copy());
        }

        /** A thread works for it that nothing can stop: it keeps the place, whoever gave the execution up. */
        void keepUntilEnd(CompletionStage<?> thread) {
            work = thread;
        }

        void leave() {
            work.whenComplete((done, failure) -> giveBack());
        }

        private void giveBack() {
            if (left.compareAndSet(false, true)) {
                places.remove(id);
                running.decrementAndGet();
                ofOrganizations.computeIfPresent(
                        organization, (key, count) -> count == 1 ? null : Integer.valueOf(count - 1));
            }
        }
    }

    /** @throws Problem 503 {@link SkillError#SKILL_BUSY} when there are too many */
    Place take(ExecutionId id, OrganizationId organization) {
        int own = ofOrganizations.merge(organization, 1, Integer::sum);
        Place place = new Place(id, organization);
        places.put(id, place);
        if (running.incrementAndGet() > config.maxRunning() || own > config.maxRunningOfOrganization()) {
            place.leave();
            throw Problem.of(SkillError.SKILL_BUSY, "Too many skills are being executed. Try again.")
                    .retryAfter(BUSY_FOR);
        }
        return place;
    }

    /** Does nothing for one that is not of this instance. */
    void cancel(ExecutionId id) {
        Place place = places.get(id);
        if (place != null) {
            place.cancellation.completeExceptionally(Problem.of(SkillError.SKILL_CANCELLED, "It was cancelled."));
        }
    }
}
