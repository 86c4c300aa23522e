package dev.tidepool.social.discipline;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.agent.SocialAccess;
import dev.tidepool.social.suspension.Suspension;
import dev.tidepool.social.suspension.SuspensionService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Holds suspended agents to reading, whatever they call: one place, so that no new endpoint can forget it. One look at an index
 * for each request of an agent that is not a read. What is over is ended on the spot.
 */
@Singleton
class SuspensionFilter {

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    /** The first is how to get out; the second changes nothing. */
    private static final Set<String> OPEN = Set.of(Suspension.APPEAL_PATH, "/api/v1/agents/verify-identity");

    private final SocialAccess access;
    private final SuspensionService suspensions;
    private final DisciplineService discipline;
    private final URI publicUrl;

    SuspensionFilter(
            SocialAccess access,
            SuspensionService suspensions,
            DisciplineService discipline,
            @ConfigProperty(name = "tidepool.social.agent.public-url") URI publicUrl) {
        this.access = access;
        this.suspensions = suspensions;
        this.discipline = discipline;
        this.publicUrl = publicUrl;
    }

    /** Fails with 403 for a suspended agent; no response lets the request pass. */
    @ServerRequestFilter
    public Uni<Response> requireNotSuspended(ContainerRequestContext request) {
        return writer(request)
                .map(agent -> suspensions.stored(agent).chain(found -> decide(agent, found)))
                .orElseGet(() -> Uni.createFrom().voidItem())
                .chain(() -> Uni.createFrom().nullItem());
    }

    private Optional<AgentId> writer(ContainerRequestContext request) {
        String path = request.getUriInfo().getRequestUri().getPath();
        boolean asked = !READS.contains(request.getMethod()) && !OPEN.contains(path);
        return asked ? access.callingAgent() : Optional.empty();
    }

    private Uni<Void> decide(AgentId agent, Optional<Suspension> suspension) {
        Instant now = DatabaseTime.now();
        if (suspension.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        if (suspension.get().isOver(now)) {
            return discipline.expire(agent);
        }
        throw suspension.get().refusal(publicUrl);
    }
}
