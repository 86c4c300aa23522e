package dev.tidepool.gateway.identity;

import dev.tidepool.gateway.audit.AuditTrail;
import dev.tidepool.gateway.audit.Origin;
import dev.tidepool.gateway.audit.SecurityEvent;
import dev.tidepool.gateway.audit.Severity;
import dev.tidepool.gateway.auth.AccessTokens;
import dev.tidepool.gateway.standing.AccountId;
import dev.tidepool.gateway.standing.LoginSessionId;
import dev.tidepool.gateway.standing.StandingChange;
import dev.tidepool.gateway.standing.StandingChanges;
import dev.tidepool.gateway.standing.Standings;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.db.Batches;
import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.db.Each;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Sessions from log-in to log-out: their tokens, and their end everywhere at once. */
@ApplicationScoped
class SessionService {

    private static final Logger LOG = Logger.getLogger(SessionService.class);

    private final Pool pool;
    private final SessionRepository sessions;
    private final SecretSource secrets;
    private final Uuid7Generator ids;
    private final AccessTokens tokens;
    private final Standings standings;
    private final StandingChanges changes;
    private final AuditTrail audit;
    private final MeterRegistry metrics;
    private final IdentityConfig config;

    SessionService(
            Pool pool,
            SessionRepository sessions,
            SecretSource secrets,
            Uuid7Generator ids,
            AccessTokens tokens,
            Standings standings,
            StandingChanges changes,
            AuditTrail audit,
            MeterRegistry metrics,
            IdentityConfig config) {
        this.pool = pool;
        this.sessions = sessions;
        this.secrets = secrets;
        this.ids = ids;
        this.tokens = tokens;
        this.standings = standings;
        this.changes = changes;
        this.audit = audit;
        this.metrics = metrics;
        this.config = config;
    }

    /**
     * A session as stored, and its refresh token, shown to its owner this once.
     *
     * @param displaced the account's oldest sessions, which had to end for it
     */
    record Opened(
            LoginSessionId session, OpaqueToken refresh, Duration refreshLifetime, List<LoginSessionId> displaced) {}

    /** Stores a new session within the transaction; {@link #tokens} gives its tokens after the commit. */
    Uni<Opened> open(SqlConnection transaction, Account account, Origin origin) {
        Instant now = DatabaseTime.now();
        LoginSession session =
                new LoginSession(ids.next(LoginSessionId::new), account.id(), now, now.plus(config.sessionLifetime()));
        return sessions.insert(transaction, session)
                .chain(() -> sessions.endOldest(transaction, account.id(), config.sessionsPerAccount()))
                .call(displaced -> Each.inTurn(displaced, ended -> displaced(transaction, account, ended, origin)))
                .chain(displaced -> nextToken(transaction, session.id(), session.expiresAt(), displaced));
    }

    private Uni<Void> displaced(SqlConnection transaction, Account account, LoginSessionId ended, Origin origin) {
        return audit.append(
                transaction,
                event(
                        "session.ended",
                        Severity.INFO,
                        account.organization(),
                        "account:" + account.id(),
                        origin,
                        Map.of("session", ended.toString(), "reason", "too many sessions")));
    }

    /** The tokens of a session that was just opened or refreshed. */
    Uni<TokenView> tokens(Opened opened) {
        return Each.inTurn(opened.displaced(), this::announceEnd)
                .chain(() -> Uni.createFrom()
                        .completionStage(
                                () -> standings.memberOf(opened.session()).toCompletionStage()))
                .map(found -> found.orElseThrow(SessionService::over))
                .map(member -> TokenView.of(
                        tokens.issue(member, opened.session()),
                        tokens.lifetime(),
                        opened.refresh(),
                        opened.refreshLifetime()));
    }

    /**
     * New tokens for a refresh token, which is used up. One that was used before ends its session: there is no grace for an
     * answer that was lost, since its reader cannot be told from a thief; the person logs in again.
     */
    Uni<TokenView> refresh(OpaqueToken token, Origin origin) {
        return pool.withTransaction(transaction ->
                        sessions.rotate(transaction, token).chain(rotation -> settle(transaction, rotation, origin)))
                .chain(this::answer);
    }

    /** What is left to do after the commit. */
    private sealed interface Settled {
        record Continued(Opened opened) implements Settled {}

        record Over(Optional<LoginSessionId> ended) implements Settled {}
    }

    private Uni<Settled> settle(SqlConnection transaction, Rotation rotation, Origin origin) {
        return switch (rotation) {
            case Rotation.Taken taken -> {
                count("rotated");
                yield nextToken(transaction, taken.session(), taken.sessionExpiresAt(), List.of())
                        .map(Settled.Continued::new);
            }
            case Rotation.Reused reused -> {
                count("reused");
                LOG.warnf("event=refresh_token_reused session=%s subject=%s", reused.session(), reused.subject());
                yield audit.append(transaction, reuse(reused, origin))
                        .replaceWith(new Settled.Over(Optional.of(reused.session())));
            }
            case Rotation.Refused refused -> {
                count("refused");
                audit.note(SecurityEvent.anonymous(
                        "session.refresh_refused", Severity.WARNING, refused.organization(), origin, Map.of()));
                yield Uni.createFrom().item(new Settled.Over(Optional.empty()));
            }
        };
    }

    private Uni<TokenView> answer(Settled settled) {
        return switch (settled) {
            case Settled.Continued continued -> tokens(continued.opened());
            case Settled.Over over ->
                announceEnd(over.ended()).chain(() -> Uni.createFrom().failure(over()));
        };
    }

    /** Ends the refresh token's session. A token that is unknown or whose session is over is passed over (RFC 7009). */
    Uni<Void> logOut(OpaqueToken token, Origin origin) {
        return pool.withTransaction(transaction ->
                        sessions.endByToken(transaction, token).call(ended -> audited(transaction, ended, origin)))
                .chain(ended -> announceEnd(ended.map(SessionRepository.Ended::session)));
    }

    private Uni<Void> audited(SqlConnection transaction, Optional<SessionRepository.Ended> ended, Origin origin) {
        return ended.map(session -> audit.append(
                        transaction,
                        event(
                                "session.ended",
                                Severity.INFO,
                                session.organization(),
                                "account:" + session.account(),
                                origin,
                                Map.of("session", session.session().toString()))))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** Ends all sessions of the account within the transaction; announce {@code AccountEnded} after the commit. */
    Uni<Void> endAll(SqlConnection transaction, AccountId account) {
        return sessions.endOfAccount(transaction, account);
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> deleteExpired() {
        return Batches.all(sessions.deleteExpired(), LOG, "expired_sessions_kept");
    }

    private Uni<Opened> nextToken(
            SqlConnection transaction,
            LoginSessionId session,
            Instant sessionExpiresAt,
            List<LoginSessionId> displaced) {
        Instant now = DatabaseTime.now();
        Instant idle = now.plus(config.refreshTokenLifetime());
        Instant expiresAt = idle.isBefore(sessionExpiresAt) ? idle : sessionExpiresAt;
        OpaqueToken token = secrets.next(OpaqueToken.Kind.REFRESH);
        return sessions.insertToken(transaction, token, session, now, expiresAt)
                .replaceWith(new Opened(session, token, Duration.between(now, expiresAt), displaced));
    }

    private Uni<Void> announceEnd(Optional<LoginSessionId> session) {
        return session.map(this::announceEnd).orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> announceEnd(LoginSessionId session) {
        return changes.announce(new StandingChange.SessionEnded(session));
    }

    private static SecurityEvent reuse(Rotation.Reused reused, Origin origin) {
        return event(
                "session.refresh_reused",
                Severity.CRITICAL,
                reused.organization(),
                Caller.Anonymous.SUBJECT,
                origin,
                Map.of("session", reused.session().toString()));
    }

    private static SecurityEvent event(
            String type,
            Severity severity,
            OrganizationId organization,
            String actor,
            Origin origin,
            Map<String, String> details) {
        return new SecurityEvent(
                type, severity, Optional.of(organization), actor, origin.clientAddress(), origin.requestId(), details);
    }

    private static Problem over() {
        return Problem.unauthorized("The refresh token is not valid any more. Log in again.");
    }

    private void count(String outcome) {
        metrics.counter("tidepool.identity.refreshes", "outcome", outcome).increment();
    }
}
