package dev.tidepool.social.identity;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.digest.Sha256;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.Agent;
import dev.tidepool.social.agent.AuthorService;
import dev.tidepool.social.input.PlainText;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Issues identity tokens, and tells others whose one is. */
@ApplicationScoped
class IdentityService {

    private static final Logger LOG = Logger.getLogger(IdentityService.class);
    private static final String VERIFICATIONS = "tidepool.social.identity.verifications";
    private static final int MAX_TOKEN = 256;

    private final Pool pool;
    private final IdentityRepository tokens;
    private final IdentityTokenGenerator generator;
    private final AuthorService authors;
    private final IdentityConfig config;
    private final MeterRegistry metrics;

    IdentityService(
            Pool pool,
            IdentityRepository tokens,
            IdentityTokenGenerator generator,
            AuthorService authors,
            IdentityConfig config,
            MeterRegistry metrics) {
        this.pool = pool;
        this.tokens = tokens;
        this.generator = generator;
        this.authors = authors;
        this.config = config;
        this.metrics = metrics;
    }

    /** Fails with 400 for the audience, 403 for an agent that is not active. */
    Uni<IdentityTokenView> issue(AgentId agent, @Nullable String audience) {
        Instant now = DatabaseTime.now();
        IdentityToken token =
                new IdentityToken(generator.next(), agent, audienceOf(audience), now.plus(config.lifetime()));
        return pool.withTransaction(transaction -> authors.lock(transaction, agent)
                        .chain(() -> tokens.deleteOld(transaction, agent, now, config.maxTokens() - 1))
                        .chain(() -> tokens.insert(transaction, token)))
                .invoke(() -> LOG.infof("event=identity_token_issued agent=%s", agent))
                .replaceWith(IdentityTokenView.of(token, config.lifetime()));
    }

    /** The agent, or empty when the token is unknown, has expired or is meant for another audience. Fails with 400. */
    Uni<Optional<Agent>> verify(@Nullable String token, @Nullable String audience) {
        String given = PlainText.required("token", token, MAX_TOKEN);
        return tokens.agentOf(Sha256.hex(given), audienceOf(audience), DatabaseTime.now())
                .invoke(found -> metrics.counter(VERIFICATIONS, "outcome", found.isPresent() ? "valid" : "invalid")
                        .increment());
    }

    /** @throws Problem 400 */
    private Optional<String> audienceOf(@Nullable String audience) {
        return PlainText.optional("audience", audience, config.maxAudienceCharacters())
                .filter(given -> !given.isEmpty());
    }
}
