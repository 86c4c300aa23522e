package dev.tidepool.social.discipline;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.problem.ProblemMapper;
import dev.tidepool.social.agent.NotActive;
import dev.tidepool.social.suspension.Suspension;
import dev.tidepool.social.suspension.SuspensionService;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Tells an agent that was suspended while its request was under way the same as {@link SuspensionFilter} tells those that come later. */
@Singleton
class NotActiveMapper {

    private final SuspensionService suspensions;
    private final ProblemMapper problems = new ProblemMapper();
    private final URI publicUrl;

    NotActiveMapper(
            SuspensionService suspensions, @ConfigProperty(name = "tidepool.social.agent.public-url") URI publicUrl) {
        this.suspensions = suspensions;
        this.publicUrl = publicUrl;
    }

    @ServerExceptionMapper
    public Uni<Response> notActive(NotActive failure, RoutingContext routing) {
        return suspensions
                .stored(failure.agent())
                .map(suspension -> problems.problem(problemOf(failure, suspension), routing));
    }

    private Problem problemOf(NotActive failure, Optional<Suspension> suspension) {
        return suspension.map(found -> found.refusal(publicUrl)).orElseGet(failure::problem);
    }
}
