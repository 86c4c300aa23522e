package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.db.SqlFailures;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.chain.ChainClient;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.transaction.TransactionRepository.Earlier;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.exception.ConstraintViolationException;
import org.jboss.logging.Logger;

/** Builds a transaction that creates and delegates a stake account, and keeps it by the hash of its message. */
@ApplicationScoped
class BuildService {

    private static final Logger LOG = Logger.getLogger(BuildService.class);

    private final ChainClient chain;
    private final TransactionRepository repository;
    private final SeedGenerator seeds;
    private final Uuid7Generator ids;
    private final TransactionConfig config;
    private final TransactionMetrics metrics;

    BuildService(
            ChainClient chain,
            TransactionRepository repository,
            SeedGenerator seeds,
            Uuid7Generator ids,
            TransactionConfig config,
            TransactionMetrics metrics) {
        this.chain = chain;
        this.repository = repository;
        this.seeds = seeds;
        this.ids = ids;
        this.config = config;
        this.metrics = metrics;
    }

    Uni<StoredTransaction> build(Caller.Member caller, StakeOrder order, BuildKey key) {
        requireModestPrice(order);
        OrganizationId organization = caller.organization();
        return earlier(organization, key)
                .chain(found -> found.map(Uni.createFrom()::item).orElseGet(() -> buildNew(organization, order, key)))
                .onFailure()
                .invoke(metrics::buildFailed);
    }

    private void requireModestPrice(StakeOrder order) {
        Lamports most = Lamports.of(config.maxComputeUnitPrice());
        if (most.isLessThan(order.unitPrice())) {
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

    private Uni<StoredTransaction> buildNew(OrganizationId organization, StakeOrder order, BuildKey key) {
        return facts(order)
                .map(facts -> StakePlan.of(order, facts, seeds.next(), config.computeUnitLimit()))
                .chain(plan -> repository.insert(ids.next(TransactionId::new), organization, plan, key))
                .invoke(stored -> built(stored, order))
                .onFailure(failure -> key.key().isPresent() && isUniqueViolation(failure))
                .recoverWithUni(() -> earlier(organization, key).map(Optional::orElseThrow));
    }

    private Uni<ChainFacts> facts(StakeOrder order) {
        return Uni.combine()
                .all()
                .unis(
                        chain.blockhash(),
                        chain.stakeRent(),
                        chain.walletRent(),
                        chain.minimumDelegation(),
                        chain.voteAccount(order.validator()),
                        chain.balance(order.owner()),
                        order.isSponsored()
                                ? chain.balance(order.feePayer())
                                : Uni.createFrom().item(Lamports.ZERO))
                .with(ChainFacts::new);
    }

    /** Two requests with one key at the same time: the second finds what the first stored. */
    private static boolean isUniqueViolation(Throwable failure) {
        return failure instanceof ConstraintViolationException || SqlFailures.isUniqueViolation(failure);
    }

    private void built(StoredTransaction stored, StakeOrder order) {
        metrics.built();
        LOG.infof(
                "event=transaction_built id=%s organization=%s owner=%s validator=%s lamports=%s stake_account=%s",
                stored.id(),
                stored.organization(),
                order.owner(),
                order.validator(),
                order.lamports(),
                stored.stakeAddress());
    }
}
