package dev.tidepool.social.skill;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;

/** Gives each upload and download a place before its body is read, until its answer is sent or its time is over. */
@Provider
@Transferring
class TransferFilter implements ContainerRequestFilter {

    private final CurrentVertxRequest current;
    private final TransferPlaces places;
    private final Duration timeout;

    TransferFilter(CurrentVertxRequest current, TransferPlaces places, SkillConfig limits) {
        this.current = current;
        this.places = places;
        this.timeout = limits.transferTimeout();
    }

    /** @throws dev.tidepool.kernel.problem.Problem 503 when there is no place */
    @Override
    public void filter(ContainerRequestContext request) {
        Runnable leave = places.take();
        RoutingContext routing = current.getCurrent();
        long timer = routing.vertx().setTimer(timeout.toMillis(), late -> {
            routing.response().reset();
            leave.run();
        });
        routing.addEndHandler(ended -> {
            routing.vertx().cancelTimer(timer);
            leave.run();
        });
    }
}
