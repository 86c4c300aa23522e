package dev.tidepool.social.content;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Holds what is written to the rules. What is refused leaves nothing behind, so it costs no turn. */
@ApplicationScoped
public class ContentService {

    private static final String REFUSED = "tidepool.social.content.refused";

    private final FingerprintRepository fingerprints;
    private final ContentConfig rules;
    private final MeterRegistry metrics;
    private final LinkRule links;
    private final Vertx vertx;

    ContentService(FingerprintRepository fingerprints, ContentConfig rules, MeterRegistry metrics, Vertx vertx) {
        this.fingerprints = fingerprints;
        this.rules = rules;
        this.metrics = metrics;
        this.vertx = vertx;
        this.links = new LinkRule(
                rules.maxLinks(),
                rules.deniedHosts().orElse(List.of()).stream()
                        .map(host -> host.toLowerCase(Locale.ROOT))
                        .toList());
    }

    /** @throws Problem 400 naming the field that holds a secret or a link that is not allowed */
    public void require(String field, String text) {
        try {
            if (rules.refuseSecrets()) {
                SecretRule.require(field, text);
            }
            links.require(field, text);
        } catch (Problem refused) {
            throw counted(refused);
        }
    }

    /**
     * However many links it has: of a long text that takes milliseconds, not for the event loop.
     *
     * @throws Problem 400 naming the field that holds a link that is not allowed
     */
    public void requireLinks(String field, String text) {
        try {
            links.requireAllowed(field, text);
        } catch (Problem refused) {
            throw counted(refused);
        }
    }

    /** What {@link #requireNew} compares. Of a long text that takes milliseconds, on a worker thread. */
    public Uni<Fingerprint> fingerprint(String text) {
        return text.length() <= rules.maxComparedAtOnce()
                ? Uni.createFrom().item(() -> Fingerprint.of(text))
                : vertx.executeBlocking(() -> Fingerprint.of(text), false);
    }

    /**
     * Keeps the fingerprint of what an agent writes, in the transaction that locked the agent. Fails with 409 when it, or too many
     * others, said the same or nearly the same within the window.
     */
    public Uni<Void> requireNew(SqlConnection transaction, AgentId agent, Fingerprint fingerprint, Instant now) {
        if (fingerprint.length() < rules.minComparedCharacters()
                || rules.duplicateWindow().isZero()) {
            return Uni.createFrom().voidItem();
        }
        Instant since = now.minus(rules.duplicateWindow());
        return Uni.combine()
                .all()
                .unis(
                        fingerprints.latest(transaction, agent, fingerprint, since),
                        fingerprints.sharers(transaction, agent, fingerprint, since))
                .asTuple()
                .invoke(read -> requireNew(fingerprint, read.getItem1(), read.getItem2()))
                .chain(() -> fingerprints.put(transaction, agent, fingerprint, now, since));
    }

    private void requireNew(Fingerprint fingerprint, List<FingerprintRepository.Earlier> own, long sharers) {
        boolean again = own.stream()
                .anyMatch(
                        earlier -> earlier.same() || fingerprint.isSimilar(earlier.similarHash(), rules.similarBits()));
        if (again) {
            throw counted(Problem.of(
                    ContentError.DUPLICATE_CONTENT, "You said the same a short time ago. Say something new."));
        }
        if (fingerprint.length() >= rules.minSharedCharacters() && sharers >= rules.maxSharers()) {
            throw counted(Problem.of(
                    ContentError.DUPLICATE_CONTENT,
                    "Several agents have said just this. Say it in words of your own."));
        }
    }

    private Problem counted(Problem refused) {
        metrics.counter(REFUSED, "code", refused.code().name()).increment();
        return refused;
    }
}
