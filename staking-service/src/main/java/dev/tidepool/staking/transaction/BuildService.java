package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.db.SqlFailures;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.chain.ChainClient;
import dev.tidepool.staking.order.Lifetime;
import dev.tidepool.staking.order.OrderRequest;
import dev.tidepool.staking.order.Plan;
import dev.tidepool.staking.order.Terms;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.transaction.TransactionRepository.Earlier;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.exception.ConstraintViolationException;
import org.jboss.logging.Logger;

/** Builds transactions of every kind, and keeps them by the hash of their message. */
@ApplicationScoped
class BuildService {

    private static final Logger LOG = Logger.getLogger(BuildService.class);

    private final ChainClient chain;
    private final FactsService facts;
    private final TransactionRepository repository;
    private final SeedGenerator seeds;
    private final Uuid7Generator ids;
    private final TransactionConfig config;
    private final TransactionMetrics metrics;

    BuildService(
            ChainClient chain,
            FactsService facts,
            TransactionRepository repository,
            SeedGenerator seeds,
            Uuid7Generator ids,
            TransactionConfig config,
            TransactionMetrics metrics) {
        this.chain = chain;
        this.facts = facts;
        this.repository = repository;
        this.seeds = seeds;
        this.ids = ids;
        this.config = config;
        this.metrics = metrics;
    }

    Uni<StoredTransaction> build(Caller.Member caller, OrderRequest request, BuildKey key) {
        requireModestPrice(request.terms());
        OrganizationId organization = caller.organization();
        return earlier(organization, key)
                .chain(found -> found.map(Uni.createFrom()::item).orElseGet(() -> buildNew(organization, request, key)))
                .onFailure()
                .invoke(metrics::buildFailed);
    }

    private void requireModestPrice(Terms terms) {
        Lamports most = Lamports.of(config.maxComputeUnitPrice());
        if (most.isLessThan(terms.unitPrice())) {
            throw Problem.invalidField(
                    "computeUnitPriceMicroLamports", "computeUnitPriceMicroLamports is at most %s.".formatted(most));
        }
    }

    private Uni<Optional<StoredTransaction>> earlier(OrganizationId organization, BuildKey key) {
        return key.key()
                .map(text -> repository.findByIdempotencyKey(organization, text))
                .orElseGet(() -> Uni.createFrom().item(Optional.<Earlier>empty()))
                .map(found -> found.map(earlier -> replay(earlier, key)));
    }

    private StoredTransaction replay(Earlier earlier, BuildKey key) {
        key.requireSame(earlier.requestHash());
        metrics.buildReplayed();
        return earlier.transaction();
    }

    private Uni<StoredTransaction> buildNew(OrganizationId organization, OrderRequest request, BuildKey key) {
        return plan(request)
                .chain(plan -> repository.insert(ids.next(TransactionId::new), organization, plan, key))
                .invoke(this::built)
                .onFailure(failure -> key.key().isPresent() && isUniqueViolation(failure))
                .recoverWithUni(() -> earlier(organization, key).map(Optional::orElseThrow));
    }

    private Uni<Plan> plan(OrderRequest request) {
        return Uni.combine()
                .all()
                .unis(chain.blockhash(), facts.of(request))
                .with((hash, found) -> Plan.of(
                        request,
                        found,
                        new Lifetime.Recent(hash.hash(), hash.lastValidBlockHeight()),
                        seeds::next,
                        config.computeUnitMarginPercent()));
    }

    /** Two requests with one key at the same time: the second finds what the first stored. */
    private static boolean isUniqueViolation(Throwable failure) {
        return failure instanceof ConstraintViolationException || SqlFailures.isUniqueViolation(failure);
    }

    private void built(StoredTransaction stored) {
        metrics.built(stored.kind());
        LOG.infof(
                "event=transaction_built id=%s organization=%s kind=%s fee_payer=%s target=%s",
                stored.id(),
                stored.organization(),
                stored.kind().label(),
                stored.unsigned().message().feePayer(),
                stored.target().address());
    }
}
