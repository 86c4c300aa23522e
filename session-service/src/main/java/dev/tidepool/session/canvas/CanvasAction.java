package dev.tidepool.session.canvas;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.message.Message;
import dev.tidepool.session.message.MessageIntake;
import dev.tidepool.session.session.SessionId;
import dev.tidepool.session.socket.SessionCommand;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** {@code {"type":"action","message":{...},"idempotencyKey"?,"answer"?}} in a session's socket: what the renderer reports. */
@ApplicationScoped
class CanvasAction implements SessionCommand {

    private final CanvasReports reports;

    CanvasAction(CanvasReports reports) {
        this.reports = reports;
    }

    @Override
    public String type() {
        return "action";
    }

    @Override
    public Uni<Outcome> handle(Caller.Member member, SessionId session, JsonObject message) {
        if (!(message.getValue("message") instanceof JsonObject report)) {
            throw Problem.invalidField("message", "message must be a client's message of A2UI.");
        }
        if (!(message.getValue("idempotencyKey", "") instanceof String key)) {
            throw Problem.invalidField("idempotencyKey", "idempotencyKey must be text.");
        }
        Optional<String> given = key.isEmpty() ? Optional.empty() : Optional.of(key);
        return reports.report(member, session, report.encode(), given).map(CanvasAction::outcome);
    }

    private static Outcome outcome(MessageIntake.Accepted accepted) {
        Message message = accepted.message();
        String data = new JsonObject()
                .put("messageId", message.id().toString())
                .put("sequence", message.sequence())
                .put("repeated", accepted.isRepeated())
                .encode();
        return new Outcome(data, !accepted.isRepeated());
    }
}
