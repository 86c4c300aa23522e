package dev.tidepool.session.canvas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.message.Message;
import dev.tidepool.session.message.MessageIntake;
import dev.tidepool.session.session.SessionEvents;
import dev.tidepool.session.session.SessionId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client's renderer reports: an action of the user, or an error. It becomes a message of the user, which the agent
 * reads, and an event, both in one transaction.
 */
@ApplicationScoped
class CanvasReports {

    private static final int MAX_TOLD = 200;

    private final CanvasService canvases;
    private final MessageIntake intake;
    private final SessionEvents events;
    private final A2uiSchemas schemas;
    private final A2uiJson json;
    private final CanvasConfig limits;
    private final CanvasMetrics metrics;

    CanvasReports(
            CanvasService canvases,
            MessageIntake intake,
            SessionEvents events,
            A2uiSchemas schemas,
            A2uiJson json,
            CanvasConfig limits,
            CanvasMetrics metrics) {
        this.canvases = canvases;
        this.intake = intake;
        this.events = events;
        this.schemas = schemas;
        this.json = json;
        this.limits = limits;
        this.metrics = metrics;
    }

    /**
     * @param text a client's message of A2UI as JSON
     * @param key a repeat with the same one is stored once
     */
    Uni<MessageIntake.Accepted> report(Caller.Member member, SessionId session, String text, Optional<String> key) {
        return Uni.createFrom()
                .item(() -> checked(text))
                .call(report -> canvases.latest(member.organization(), session)
                        .chain(canvases::read)
                        .invoke(canvas -> requireSurface(canvas, report)))
                .chain(report -> intake.say(
                                member,
                                session,
                                Optional.of(json.write(report.json())),
                                key,
                                (transaction, message) -> tell(transaction, member, report, message))
                        .invoke(() -> metrics.acted(report.kind())));
    }

    /** @param kind {@code action}, {@code userAction} or {@code error} */
    private record Report(A2uiVersion version, String kind, ObjectNode json) {

        JsonNode body() {
            return json.path(kind);
        }
    }

    private Report checked(String text) {
        if (text.length() > limits.maxActionCharacters()) {
            throw Problem.invalidField(
                    "message", "message must be at most " + limits.maxActionCharacters() + " characters.");
        }
        try {
            ObjectNode message = json.object(text);
            A2uiVersion version = A2uiVersion.of(message);
            schemas.ofReport(version, message).ifPresent(invalid -> {
                throw new InvalidMessage(invalid);
            });
            return new Report(version, A2uiMessage.action(message), message);
        } catch (InvalidMessage failure) {
            throw failure.invalid().alone();
        }
    }

    /** An error of v0.8 need not name its surface. */
    private static void requireSurface(Canvas canvas, Report report) {
        JsonNode named = report.body().path("surfaceId");
        @Nullable Surface surface = canvas.surfaces().get(named.asText());
        boolean fits = surface == null ? named.isMissingNode() : surface.version() == report.version();
        if (!fits) {
            throw new Invalid(
                            "/" + report.kind() + "/surfaceId",
                            "there is no such surface of " + report.version().wireName())
                    .alone();
        }
    }

    /** Every socket of the room is told of it; the whole of it is in the message. */
    private static String shortened(String name) {
        return name.codePointCount(0, name.length()) <= MAX_TOLD
                ? name
                : name.substring(0, name.offsetByCodePoints(0, MAX_TOLD));
    }

    private Uni<Void> tell(SqlConnection transaction, Caller.Member member, Report report, Message message) {
        String type = report.kind().equals("error") ? "canvas:error" : "canvas:action";
        JsonObject data = new JsonObject()
                .put("messageId", message.id().toString())
                .put("surfaceId", report.body().path("surfaceId").asText())
                .put(
                        "name",
                        shortened(report.body()
                                .path(type.equals("canvas:error") ? "code" : "name")
                                .asText()))
                .put("version", report.version().wireName());
        return events.append(transaction, type, member.organization(), message.session(), message.createdAt(), data);
    }
}
