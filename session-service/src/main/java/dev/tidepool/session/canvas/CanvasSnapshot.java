package dev.tidepool.session.canvas;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.session.session.SessionId;
import dev.tidepool.session.socket.SessionCommand;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;

/** {@code {"type":"canvas"}} in a session's socket: the canvas as it is. */
@ApplicationScoped
class CanvasSnapshot implements SessionCommand {

    private final CanvasService canvases;

    CanvasSnapshot(CanvasService canvases) {
        this.canvases = canvases;
    }

    @Override
    public String type() {
        return "canvas";
    }

    @Override
    public Uni<Outcome> handle(Caller.Member member, SessionId session, JsonObject message) {
        return canvases.latest(member.organization(), session)
                .map(version -> new Outcome(
                        "{\"version\":" + version.version() + ",\"messages\":" + CanvasLines.list(version.lines())
                                + "}",
                        false));
    }
}
