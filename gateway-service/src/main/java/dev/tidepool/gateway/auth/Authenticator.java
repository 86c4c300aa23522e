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
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Turns what a request shows into its caller. A credential that is not valid counts against the limit of its sender's address;
 * beyond it, keys of that sender are not even looked up, so that guessing is slow and costs no query each.
 */
@Singleton
public class Authenticator {

    private static final Authentication ABSENT = new Authentication.Absent();
    private static final String REFUSED = "credential.refused";

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
        Optional<AccessTokens.Verified> verified = tokens.verify(text);
        return verified.isPresent() ? ofSession(verified.get(), origin) : ofForeignToken(text, origin);
    }

    private Future<Authentication> ofSession(AccessTokens.Verified token, Supplier<Origin> origin) {
        return standings
                .memberOf(token.session())
                .compose(member -> member.isPresent()
                        ? Future.succeededFuture(token.by(member.get()))
                        : refuse(origin.get(), "the session is over"));
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
        return keys.verify(text, () -> !guesses.isBlocked(origin.get().clientAddress()))
                .compose(verdict -> settle(verdict, origin));
    }

    private Future<Authentication> settle(KeyVerdict verdict, Supplier<Origin> origin) {
        return switch (verdict) {
            case KeyVerdict.Live live ->
                Future.succeededFuture(
                        new Authentication.Known(live.caller(), "key:" + live.hash(), live.endsAt(), live.perMinute()));
            case KeyVerdict.Ended ended -> {
                noteEnded(ended, origin.get());
                yield count(origin.get(), "revoked or expired key");
            }
            case KeyVerdict.Unknown unknown -> refuse(origin.get(), "unknown key");
            case KeyVerdict.NotAsked notAsked -> count(origin.get(), "not looked up");
        };
    }

    /** Its organisation should know that somebody uses it still. */
    private void noteEnded(KeyVerdict.Ended key, Origin origin) {
        note(
                Optional.of(key.organization()),
                origin,
                Map.of("key", key.id().toString(), "reason", "revoked or expired"));
    }

    /** Counts and notes a credential that turned out not to be valid, of a kind that is looked up elsewhere. */
    public Future<Authentication> refuse(Origin origin, String reason) {
        note(Optional.empty(), origin, Map.of("reason", reason));
        return count(origin, reason);
    }

    private void note(Optional<OrganizationId> organization, Origin origin, Map<String, String> details) {
        audit.note(SecurityEvent.anonymous(REFUSED, Severity.WARNING, organization, origin, details));
    }

    private Future<Authentication> count(Origin origin, String reason) {
        return guesses.count(origin.clientAddress())
                .map(wait -> wait.<Authentication>map(Authentication.Throttled::new)
                        .orElseGet(() -> new Authentication.Refused(reason)));
    }
}
