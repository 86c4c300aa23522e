package dev.tidepool.session.stream;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;

/** Gives work up that nobody waits for any more. */
public final class ClientPresence {

    private ClientPresence() {}

    /** The work's outcome; cancels it when the request's connection closes before. */
    public static <T> Uni<T> during(RoutingContext request, Uni<T> work) {
        return Uni.createFrom().emitter(emitter -> {
            Cancellable running = work.subscribe().with(emitter::complete, emitter::fail);
            emitter.onTermination(running::cancel);
            whenGone(
                    request.response(),
                    left -> request.addEndHandler(answered -> {
                        if (answered.failed()) {
                            left.run();
                        }
                    }),
                    running::cancel);
        });
    }

    /**
     * Tells when the connection closes; at once where it has already, of which a handler that comes late is not told.
     *
     * @param closing sets what is to run when it closes
     * @param left may run twice
     */
    static void whenGone(HttpServerResponse response, Consumer<Runnable> closing, Runnable left) {
        closing.accept(left);
        if (response.closed()) {
            left.run();
        }
    }
}
