package dev.tidepool.session.canvas;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.session.Session;
import dev.tidepool.session.session.SessionEvents;
import dev.tidepool.session.session.SessionId;
import dev.tidepool.session.session.SessionService;
import dev.tidepool.session.tenant.TenantDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.jboss.logging.Logger;

/**
 * Changes canvases and reads them. A change is checked against the canvas as it was found, away from the event loop and outside of
 * any transaction, and stored if it still is that.
 */
@ApplicationScoped
class CanvasService {

    private static final Logger LOG = Logger.getLogger(CanvasService.class);

    /** How often a change is checked anew because another writer was faster. */
    private static final int ATTEMPTS = 5;

    private final TenantDatabase database;
    private final SessionService sessions;
    private final CanvasRepository canvases;
    private final SessionEvents events;
    private final OutboxRelay relay;
    private final A2uiReader reader;
    private final A2uiJson json;
    private final CanvasConfig config;
    private final CanvasMetrics metrics;
    private final Vertx vertx;

    CanvasService(
            TenantDatabase database,
            SessionService sessions,
            CanvasRepository canvases,
            SessionEvents events,
            OutboxRelay relay,
            A2uiReader reader,
            A2uiJson json,
            CanvasConfig config,
            CanvasMetrics metrics,
            Vertx vertx) {
        this.database = database;
        this.sessions = sessions;
        this.canvases = canvases;
        this.events = events;
        this.relay = relay;
        this.reader = reader;
        this.json = json;
        this.config = config;
        this.metrics = metrics;
        this.vertx = vertx;
    }

    /** The canvas as it is; version 0 before anything was drawn. Fails with 404 for an unknown session. */
    Uni<CanvasVersion> latest(OrganizationId organization, SessionId session) {
        return inSession(organization, session, canvases::latest);
    }

    /** Fails with 404 for a version that is not kept. */
    Uni<CanvasVersion> version(OrganizationId organization, SessionId session, long version) {
        return inSession(organization, session, (transaction, found) -> canvases.find(transaction, found, version))
                .map(found -> found.orElseThrow(() -> Problem.notFound(CanvasError.CANVAS_VERSION_NOT_FOUND, version)));
    }

    Uni<List<CanvasVersion>> versions(OrganizationId organization, SessionId session) {
        return inSession(organization, session, canvases::list);
    }

    /** The canvas of stored lines, away from the event loop. */
    Uni<Canvas> read(CanvasVersion version) {
        return offLoop(() -> reader.stored(version.lines()));
    }

    /** A version as it is shown. */
    Uni<CanvasView> view(SessionId session, CanvasVersion version) {
        return read(version).map(canvas -> CanvasView.of(session, version, canvas));
    }

    /**
     * Applies lines of A2UI, all of them or none.
     *
     * <p>Fails with 400 VALIDATION_FAILED naming line and path, 404 for an unknown session, 409 for one that ended, 413 for more
     * than fits.
     */
    Uni<CanvasVersion> apply(Caller.Member member, SessionId session, String lines) {
        return inSession(member.organization(), session, (transaction, found) -> {
                    found.state().requireOpen();
                    return canvases.latest(transaction, found);
                })
                .chain(basis -> apply(member, session, lines, basis, 1))
                .onFailure(Problem.class)
                .invoke(metrics::refused);
    }

    private Uni<CanvasVersion> apply(
            Caller.Member member, SessionId session, String lines, CanvasVersion basis, int attempt) {
        return offLoop(() -> next(member, basis, lines))
                .chain(next -> database.inTransaction(
                        member.organization(),
                        transaction -> sessions.lock(transaction, member.organization(), session)
                                .chain(locked -> storeAfter(transaction, locked, basis, next))))
                .call(() -> sessions.forget(member.organization(), Set.of(session)))
                .chain(outcome -> switch (outcome) {
                    case Outcome.Stored stored -> Uni.createFrom().item(told(session, stored.version()));
                    case Outcome.Overtaken overtaken
                    when attempt < ATTEMPTS -> apply(member, session, lines, overtaken.present(), attempt + 1);
                    case Outcome.Overtaken overtaken ->
                        Uni.createFrom()
                                .failure(Problem.of(
                                        CanvasError.CANVAS_CHANGED, "Others write to the canvas. Send it again."));
                });
    }

    /** What became of an attempt. */
    private sealed interface Outcome {

        record Stored(CanvasVersion version) implements Outcome {}

        /** Another writer was faster. */
        record Overtaken(CanvasVersion present) implements Outcome {}
    }

    private Next next(Caller.Member member, CanvasVersion basis, String lines) {
        A2uiReader.Applied applied = metrics.checking(() -> reader.apply(reader.stored(basis.lines()), lines));
        String whole = CanvasLines.of(json, applied.canvas().messages());
        if (whole.length() > config.maxCharacters()) {
            throw Problem.of(
                    CanvasError.CANVAS_TOO_LARGE,
                    "The canvas would have %d characters, and may have %d. Delete surfaces first."
                            .formatted(whole.length(), config.maxCharacters()));
        }
        String changes = CanvasLines.of(
                json, applied.messages().stream().map(A2uiMessage::json).toList());
        if (changes.length() > config.maxCharacters()) {
            // Written anew they may be longer than they were sent, as numbers are.
            throw Problem.of(
                    CanvasError.CANVAS_TOO_LARGE,
                    "The lines would be stored as %d characters, and may be %d. Send them in parts."
                            .formatted(changes.length(), config.maxCharacters()));
        }
        List<String> surfaces =
                applied.messages().stream().map(A2uiMessage::surface).distinct().toList();
        return new Next(
                new CanvasVersion(basis.version() + 1, whole, changes, member.subject(), Instant.EPOCH), surfaces);
    }

    /** @param surfaces that it touches */
    private record Next(CanvasVersion version, List<String> surfaces) {}

    private Uni<Outcome> storeAfter(SqlConnection transaction, Session locked, CanvasVersion basis, Next next) {
        locked.state().requireOpen();
        return canvases.latest(transaction, locked)
                .chain(present -> present.version() == basis.version()
                        ? store(transaction, locked, next)
                        : Uni.createFrom().item(new Outcome.Overtaken(present)));
    }

    private Uni<Outcome> store(SqlConnection transaction, Session locked, Next next) {
        Instant now = SessionService.notBefore(locked.updatedAt());
        CanvasVersion stored = next.version().at(now);
        JsonObject told =
                new JsonObject().put("version", stored.version()).put("surfaces", new JsonArray(next.surfaces()));
        return canvases.insert(transaction, locked, stored)
                .chain(() -> canvases.forget(transaction, locked, stored.version() - config.keptVersions()))
                .chain(() -> sessions.advance(transaction, locked, 0, now))
                .chain(() ->
                        events.append(transaction, CanvasChanges.TYPE, locked.organization(), locked.id(), now, told))
                .replaceWith(new Outcome.Stored(stored));
    }

    private CanvasVersion told(SessionId session, CanvasVersion stored) {
        relay.wake();
        metrics.updated();
        LOG.infof(
                "event=canvas_updated session=%s version=%d characters=%d",
                session, stored.version(), stored.lines().length());
        return stored;
    }

    private <T> Uni<T> inSession(
            OrganizationId organization, SessionId session, BiFunction<SqlConnection, Session, Uni<T>> work) {
        return database.inTransaction(
                organization,
                transaction -> sessions.find(transaction, organization, session)
                        .chain(found -> work.apply(transaction, found)));
    }

    private <T> Uni<T> offLoop(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(work, false).toCompletionStage());
    }
}
