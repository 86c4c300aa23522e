package dev.tidepool.gateway.apikey;

import dev.tidepool.gateway.audit.Origin;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.db.Each;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/**
 * Keys that were made on a member's behalf, by themselves or with a key of theirs: they end with the rights they came from.
 * Agents are nobody's: their keys stay.
 */
@ApplicationScoped
public class MemberKeys {

    private final ApiKeyRepository repository;
    private final KeyJournal journal;
    private final Revocations revocations;

    MemberKeys(ApiKeyRepository repository, KeyJournal journal, Revocations revocations) {
        this.repository = repository;
        this.journal = journal;
        this.revocations = revocations;
    }

    /**
     * Revokes the member's keys that have any other scope, within the transaction.
     *
     * @param by who takes the rights away
     * @return what {@link #announceEnded} is to be told after the commit
     */
    public Uni<List<String>> revokeBeyond(
            SqlConnection transaction, Caller.Member by, Origin origin, String member, Set<String> scopes) {
        return repository
                .revokeBeyond(transaction, by.organization(), member, scopes)
                .call(revoked -> Each.inTurn(
                        revoked,
                        key -> journal.append(transaction, KeyAudit.revokedWithMaker(by, origin, key.id(), member))))
                .map(revoked ->
                        revoked.stream().flatMap(key -> key.hashes().stream()).toList());
    }

    public Uni<Void> announceEnded(List<String> hashes) {
        return revocations.announceEnded(hashes);
    }
}
