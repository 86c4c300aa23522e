package dev.tidepool.gateway.standing;

import dev.tidepool.gateway.apikey.ApiKeyVerifier;
import dev.tidepool.gateway.apikey.KeyVerdict;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Tier;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** What a credential that was accepted a while ago is worth now, looked up anew: nothing of it is remembered. */
@Singleton
public class PresentCredentials {

    private static final String KEY = "key:";
    private static final String SESSION = "session:";

    private final ApiKeyVerifier keys;
    private final Standings standings;

    PresentCredentials(ApiKeyVerifier keys, Standings standings) {
        this.keys = keys;
        this.standings = standings;
    }

    /**
     * Whose the credential is by now.
     *
     * @param endsAt when it stops, as far as a key says so
     * @param perMinute a key's own limit of requests
     */
    public record Present(Caller.Member member, Optional<Instant> endsAt, OptionalInt perMinute) {

        static Present of(Caller.Member member) {
            return new Present(member, Optional.empty(), OptionalInt.empty());
        }
    }

    /**
     * The credential as it stands, or empty when it is over; its own expiry the caller knows. Fails only when the database
     * does. A token of another issuer is worth what it was, as long as its organisation exists.
     *
     * @param credential {@code key:<hash>}, {@code session:<id>} or another, which had this member
     */
    public Future<Optional<Present>> of(String credential, Caller.Member before) {
        if (credential.startsWith(KEY)) {
            return keys.recheck(credential.substring(KEY.length())).map(PresentCredentials::ofKey);
        }
        if (credential.startsWith(SESSION)) {
            return standings
                    .recheck(LoginSessionId.fromString(credential.substring(SESSION.length())))
                    .map(member -> member.map(Present::of));
        }
        return standings.tierOf(before.organization()).map(tier -> tier.map(held -> Present.of(moved(before, held))));
    }

    private static Optional<Present> ofKey(KeyVerdict verdict) {
        return verdict instanceof KeyVerdict.Live live
                ? Optional.of(new Present(live.caller(), live.endsAt(), live.perMinute()))
                : Optional.empty();
    }

    private static Caller.Member moved(Caller.Member member, Tier tier) {
        return new Caller.Member(member.subject(), member.organization(), tier, member.roles(), member.scopes());
    }
}
