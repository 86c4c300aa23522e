package dev.tidepool.session.stream;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.ext.web.RoutingContext;

/** Gives work up that nobody waits for any more. */
public final class ClientPresence {

    private ClientPresence() {}

    /** The work's outcome; cancels it when the request's connection closes before. */
    public static <T> Uni<T> during(RoutingContext request, Uni<T> work) {
        return Uni.createFrom().emitter(emitter -> {
            Cancellable running = work.subscribe().with(emitter::complete, emitter::fail);
            emitter.onTermination(running::cancel);
            request.addEndHandler(answered -> {
                if (answered.failed()) {
                    running.cancel();
                }
            });
        });
    }
}
