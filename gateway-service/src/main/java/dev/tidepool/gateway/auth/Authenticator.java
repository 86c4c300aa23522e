package dev.tidepool.gateway.auth;

import dev.tidepool.gateway.apikey.ApiKeyVerifier;
import dev.tidepool.kernel.caller.Caller;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Turns what a request shows into its caller. */
@ApplicationScoped
public class Authenticator {

    private static final Authentication ABSENT = new Authentication.Absent();

    private final ApiKeyVerifier keys;
    private final AccessTokens tokens;

    Authenticator(ApiKeyVerifier keys, AccessTokens tokens) {
        this.keys = keys;
        this.tokens = tokens;
    }

    /** Completed at once when the credential is remembered; fails only when the database does. */
    public Future<Authentication> authenticate(MultiMap headers) {
        return authenticate(Credential.of(headers));
    }

    /** As the other, for a credential that comes without headers. */
    public Future<Authentication> authenticate(String text) {
        return authenticate(Credential.ofText(text));
    }

    private Future<Authentication> authenticate(Credential shown) {
        return switch (shown) {
            case Credential.None none -> Future.succeededFuture(ABSENT);
            case Credential.Malformed malformed -> Future.succeededFuture(refused("malformed"));
            case Credential.AccessToken token ->
                Future.succeededFuture(settle(tokens.verify(token.text()), "access token refused"));
            case Credential.ApiKey key -> keys.verify(key.text()).map(found -> settle(found, "unknown or revoked key"));
        };
    }

    private static Authentication settle(Optional<Caller.Member> caller, String reason) {
        return caller.<Authentication>map(Authentication.Known::new).orElseGet(() -> refused(reason));
    }

    private static Authentication refused(String reason) {
        return new Authentication.Refused(reason);
    }
}
