package dev.tidepool.social.skill;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Gives each upload and download a place before its body is read, until its answer is sent or its time is over. */
@Provider
@Transferring
class TransferFilter implements ContainerRequestFilter {

    private final CurrentVertxRequest current;
    private final TransferPlaces places;

    /** Made when the image is: settings are read later. */
    TransferFilter(CurrentVertxRequest current, TransferPlaces places) {
        this.current = current;
        this.places = places;
    }

    /** @throws dev.tidepool.kernel.problem.Problem 503 when there is no place */
    @Override
    public void filter(ContainerRequestContext request) {
        Runnable leave = places.take();
        RoutingContext routing = current.getCurrent();
        long timer = routing.vertx().setTimer(places.timeout().toMillis(), late -> {
            routing.response().reset();
            leave.run();
        });
        routing.addEndHandler(ended -> {
            routing.vertx().cancelTimer(timer);
            leave.run();
        });
    }
}
