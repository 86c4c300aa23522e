package dev.tidepool.session.skill;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.CallerIdentity;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.problem.ProblemAnswer;
import dev.tidepool.session.skill.run.SkillError;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Admits uploads before their bodies are read: an archive, what is in it and what is written to the database are tens of megabytes
 * together, and few fit in the memory of the service at once. Of an organisation one is.
 */
@ApplicationScoped
class UploadGate {

    private static final Duration BUSY_FOR = Duration.ofSeconds(2);

    /** After the check of the token, before all other routes. */
    private static final int FIRST = -1;

    private final int most;
    private final Set<OrganizationId> underWay = new HashSet<>();

    UploadGate(SkillConfig config) {
        this.most = config.maxUploads();
    }

    void install(@Observes Router router) {
        router.post("/v1/skills").order(FIRST).handler(this::admit);
        router.post("/v1/skills/install").order(FIRST).handler(this::admit);
    }

    private void admit(RoutingContext routing) {
        Optional<OrganizationId> organization = organization(routing);
        if (organization.isEmpty()) {
            // Refused where it is served.
            routing.next();
        } else if (enter(organization.get())) {
            leaveAtEnd(routing, organization.get());
            routing.next();
        } else {
            ProblemAnswer.send(
                    routing,
                    Problem.of(SkillError.SKILL_BUSY, "Too many skills are being uploaded. Try again.")
                            .retryAfter(BUSY_FOR));
        }
    }

    /** Before the client can know: its next upload finds the place free. An upload that breaks off has an end and no answer. */
    private void leaveAtEnd(RoutingContext routing, OrganizationId organization) {
        AtomicBoolean left = new AtomicBoolean();
        Runnable leave = () -> {
            if (left.compareAndSet(false, true)) {
                leave(organization);
            }
        };
        routing.addHeadersEndHandler(answered -> leave.run());
        routing.addEndHandler(ended -> leave.run());
    }

    private static Optional<OrganizationId> organization(RoutingContext routing) {
        return routing.user() instanceof QuarkusHttpUser user
                ? CallerIdentity.callerOf(user.getSecurityIdentity())
                        .filter(Caller.Member.class::isInstance)
                        .map(caller -> ((Caller.Member) caller).organization())
                : Optional.empty();
    }

    private synchronized boolean enter(OrganizationId organization) {
        return underWay.size() < most && underWay.add(organization);
    }

    private synchronized void leave(OrganizationId organization) {
        underWay.remove(organization);
    }
}
