package dev.tidepool.gateway.auth;

import dev.tidepool.gateway.apikey.ApiKeyVerifier;
import dev.tidepool.gateway.apikey.KeyVerdict;
import dev.tidepool.gateway.audit.AuditTrail;
import dev.tidepool.gateway.audit.Origin;
import dev.tidepool.gateway.audit.SecurityEvent;
import dev.tidepool.gateway.audit.Severity;
import dev.tidepool.gateway.limit.GuessLimit;
import dev.tidepool.gateway.oidc.ExternalTokens;
import dev.tidepool.gateway.standing.Standings;
import dev.tidepool.kernel.id.OrganizationId;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Turns what a request shows into its caller. A credential that is not valid counts against the limit of its sender's network;
 * beyond it, what that sender shows is not even looked up, so that guessing is slow and costs neither a query nor a signature. A
 * token of ours that is over is no guess: a network whose people come back with such must not be shut out for it.
 */
@Singleton
public class Authenticator {

    private static final Authentication ABSENT = new Authentication.Absent();
    private static final Future<Authentication> EXPIRED =
            Future.succeededFuture(new Authentication.Over("the access token has expired"));
    private static final Authentication ENDED = new Authentication.Over("the session is over");
    private static final String REFUSED = "credential.refused";

    /** When a block has passed while the request was looked at. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final ApiKeyVerifier keys;
    private final AccessTokens tokens;
    private final Standings standings;
    private final ExternalTokens external;
    private final GuessLimit guesses;
    private final AuditTrail audit;

    Authenticator(
            ApiKeyVerifier keys,
            AccessTokens tokens,
            Standings standings,
            ExternalTokens external,
            GuessLimit guesses,
            AuditTrail audit) {
        this.keys = keys;
        this.tokens = tokens;
        this.standings = standings;
        this.external = external;
        this.guesses = guesses;
        this.audit = audit;
    }

    /**
     * Completed at once when the credential is remembered; fails only when the database does.
     *
     * @param origin asked only when the credential is not remembered as valid
     */
    public Future<Authentication> authenticate(MultiMap headers, Supplier<Origin> origin) {
        return authenticate(Credential.of(headers), origin);
    }

    /** As the other, for a credential that comes without headers. */
    public Future<Authentication> authenticate(String text, Supplier<Origin> origin) {
        return authenticate(Credential.ofText(text), origin);
    }

    private Future<Authentication> authenticate(Credential shown, Supplier<Origin> origin) {
        return switch (shown) {
            case Credential.None none -> Future.succeededFuture(ABSENT);
            case Credential.Malformed malformed -> refuse(origin.get(), "malformed");
            case Credential.AccessToken token -> ofToken(token.text(), origin);
            case Credential.ApiKey key -> ofKey(key.text(), origin);
        };
    }

    private Future<Authentication> ofToken(String text, Supplier<Origin> origin) {
        Optional<AccessTokens.Verified> remembered = tokens.remembered(text);
        if (remembered.isPresent()) {
            return ofSession(remembered.get());
        }
        return tokens.isOver(text) ? EXPIRED : ofNewToken(text, origin);
    }

    /** A signature costs more to verify than to make up. */
    private Future<Authentication> ofNewToken(String text, Supplier<Origin> origin) {
        if (external.remembers(text)) {
            return ofForeignToken(text, origin);
        }
        Optional<Duration> blocked = guesses.blockedFor(origin.get().clientAddress());
        if (blocked.isPresent()) {
            return Future.succeededFuture(new Authentication.Throttled(blocked.get()));
        }
        return switch (tokens.verify(text)) {
            case AccessTokens.Verdict.Ours ours -> ofSession(ours.token());
            case AccessTokens.Verdict.Over over -> EXPIRED;
            case AccessTokens.Verdict.NotOurs other -> ofForeignToken(text, origin);
        };
    }

    private Future<Authentication> ofSession(AccessTokens.Verified token) {
        return standings.memberOf(token.session()).map(member -> member.isPresent() ? token.by(member.get()) : ENDED);
    }

    private Future<Authentication> ofForeignToken(String text, Supplier<Origin> origin) {
        return external.verify(text)
                .compose(found -> found.isPresent()
                        ? Future.succeededFuture(known(found.get()))
                        : refuse(origin.get(), "access token refused"));
    }

    private static Authentication known(ExternalTokens.Known token) {
        return new Authentication.Known(
                token.caller(),
                token.caller().subject(),
                Optional.of(Instant.ofEpochSecond(token.expiresAtSeconds())),
                OptionalInt.empty());
    }

    private Future<Authentication> ofKey(String text, Supplier<Origin> origin) {
        return keys.verify(
                        text,
                        () -> guesses.blockedFor(origin.get().clientAddress()).isEmpty())
                .compose(verdict -> settle(verdict, origin));
    }

    private Future<Authentication> settle(KeyVerdict verdict, Supplier<Origin> origin) {
        return switch (verdict) {
            case KeyVerdict.Live live ->
                Future.succeededFuture(
                        new Authentication.Known(live.caller(), "key:" + live.hash(), live.endsAt(), live.perMinute()));
            // Its organisation should know that somebody uses it still.
            case KeyVerdict.Ended ended ->
                refuse(
                        origin.get(),
                        Optional.of(ended.organization()),
                        Map.of("key", ended.id().toString(), "reason", "revoked or expired"));
            case KeyVerdict.Unknown unknown -> refuse(origin.get(), "unknown key");
            // Nobody knows whether it was a guess, so that it does not count as one.
            case KeyVerdict.NotAsked notAsked ->
                Future.succeededFuture(new Authentication.Throttled(
                        guesses.blockedFor(origin.get().clientAddress()).orElse(LOOK_AGAIN)));
        };
    }

    /** Counts and notes a credential that turned out not to be valid, of a kind that is looked up elsewhere. */
    public Future<Authentication> refuse(Origin origin, String reason) {
        return refuse(origin, Optional.empty(), Map.of("reason", reason));
    }

    /** What is beyond the limit leaves no entry: whoever hammers the gateway must not be able to fill the trail. */
    private Future<Authentication> refuse(
            Origin origin, Optional<OrganizationId> organization, Map<String, String> details) {
        return guesses.count(origin.clientAddress()).map(wait -> {
            if (wait.isPresent()) {
                return new Authentication.Throttled(wait.get());
            }
            audit.note(SecurityEvent.anonymous(REFUSED, Severity.WARNING, organization, origin, details));
            return new Authentication.Refused(details.getOrDefault("reason", ""));
        });
    }
}
