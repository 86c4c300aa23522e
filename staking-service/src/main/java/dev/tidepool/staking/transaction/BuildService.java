package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.db.SqlFailures;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.chain.ChainClient;
import dev.tidepool.staking.chain.Simulation;
import dev.tidepool.staking.order.Facts;
import dev.tidepool.staking.order.Lifetime;
import dev.tidepool.staking.order.OrderKind;
import dev.tidepool.staking.order.OrderRequest;
import dev.tidepool.staking.order.Plan;
import dev.tidepool.staking.order.Terms;
import dev.tidepool.staking.transaction.TransactionRepository.Earlier;
import dev.tidepool.staking.wallet.WalletLimit;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Builds transactions of every kind, and keeps them by the hash of their message. */
@ApplicationScoped
public class BuildService {

    private static final Logger LOG = Logger.getLogger(BuildService.class);
    private static final int REFUSED = 422;

    /** By then there is another blockhash. */
    private static final Duration NEXT_BLOCKHASH = Duration.ofSeconds(10);

    private final ChainClient chain;
    private final FactsService facts;
    private final PricingService pricing;
    private final TransactionRepository repository;
    private final SeedGenerator seeds;
    private final Uuid7Generator ids;
    private final TariffService tariffs;
    private final WalletLimit wallets;
    private final TransactionMetrics metrics;

    BuildService(
            ChainClient chain,
            FactsService facts,
            PricingService pricing,
            TransactionRepository repository,
            SeedGenerator seeds,
            Uuid7Generator ids,
            TariffService tariffs,
            WalletLimit wallets,
            TransactionMetrics metrics) {
        this.chain = chain;
        this.facts = facts;
        this.pricing = pricing;
        this.repository = repository;
        this.seeds = seeds;
        this.ids = ids;
        this.tariffs = tariffs;
        this.wallets = wallets;
        this.metrics = metrics;
    }

    /** Reads, checks, builds and keeps it; what was built before, where the key came with the same request. */
    public Uni<TransactionView> build(
            Caller.Member caller,
            OrderKind kind,
            @Nullable String idempotencyKey,
            @Nullable Map<String, @Nullable Object> body) {
        if (body == null) {
            throw Problem.badRequest("Send a JSON body.");
        }
        OrderRequest request = OrderRequest.read(kind, body);
        return build(caller, request, BuildKey.of(idempotencyKey, request))
                .chain(stored -> view(stored, request.terms().simulate()));
    }

    /** The same without keeping it: what it comes to, for whoever sends it without this service. */
    public Uni<Plan> unsigned(OrderRequest request) {
        pricing.requireModest(request.terms());
        return plan(request).onFailure().invoke(metrics::buildFailed);
    }

    private Uni<TransactionView> view(StoredTransaction stored, boolean simulated) {
        Optional<Long> left = chain.keptHeight().flatMap(stored::expiresIn);
        return simulated
                ? simulate(stored)
                        .map(simulation ->
                                SimulationView.of(simulation, stored.unsigned().message()))
                        .map(view -> TransactionView.of(stored, left, Optional.of(view)))
                : Uni.createFrom().item(() -> TransactionView.of(stored, left, Optional.empty()));
    }

    private Uni<StoredTransaction> build(Caller.Member caller, OrderRequest request, BuildKey key) {
        pricing.requireModest(request.terms());
        return earlier(caller.organization(), key)
                .chain(found -> found.map(Uni.createFrom()::item).orElseGet(() -> buildNew(caller, request, key)))
                .onFailure()
                .invoke(metrics::buildFailed);
    }

    /** What the cluster makes of it now. */
    private Uni<Simulation> simulate(StoredTransaction stored) {
        return chain.simulate(stored.unsigned().encode()).invoke(metrics::simulated);
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

    private Uni<StoredTransaction> buildNew(Caller.Member caller, OrderRequest request, BuildKey key) {
        return wallets.take(caller.organization().toString(), request.order().principal())
                .chain(() -> plan(request))
                .chain(plan -> insert(caller, plan, key));
    }

    private Uni<StoredTransaction> insert(Caller.Member caller, Plan plan, BuildKey key) {
        return repository
                .insert(ids.next(TransactionId::new), caller, plan, key)
                .invoke(this::built)
                .onFailure(SqlFailures::isUniqueViolation)
                .recoverWithUni(() -> existing(caller.organization(), plan, key));
    }

    /**
     * Of two requests with one key at the same time the second finds what the first stored. And equal orders under one blockhash
     * are one transaction, which the chain takes once.
     */
    private Uni<StoredTransaction> existing(OrganizationId organization, Plan plan, BuildKey key) {
        return earlier(organization, key)
                .chain(found -> found.isPresent()
                        ? Uni.createFrom().item(found)
                        : repository
                                .findByMessageHash(
                                        organization, plan.transaction().messageHash())
                                .invoke(same -> same.ifPresent(BuildService::requireUnsent)))
                .map(Optional::orElseThrow);
    }

    private static void requireUnsent(StoredTransaction same) {
        if (!(same.state() instanceof TransactionState.Built)) {
            throw Problem.of(
                            TransactionError.SAME_TRANSACTION,
                            "This would be the transaction %s again, which was submitted, and the chain takes it once. Ask again when there is another blockhash or nonce."
                                    .formatted(same.id()))
                    .with("id", same.id().toString())
                    .retryAfter(NEXT_BLOCKHASH);
        }
    }

    private Uni<Plan> plan(OrderRequest request) {
        return pricing.priced(request)
                .chain(priced -> priced.isOfWalletsAlone()
                        ? plan(priced, facts.lately(priced))
                                .onFailure(BuildService::isRefusal)
                                .recoverWithUni(() -> plan(priced, facts.of(priced)))
                        : plan(priced, facts.of(priced)));
    }

    /** Wallets may hold more by now than they did lately. */
    private static boolean isRefusal(Throwable failure) {
        return failure instanceof Problem problem && problem.status() == REFUSED;
    }

    private Uni<Plan> plan(OrderRequest request, Uni<Facts> facts) {
        return Uni.combine()
                .all()
                .unis(chain.blockhash(), facts)
                .asTuple()
                .chain(found -> plan(
                        request,
                        found.getItem2(),
                        new Lifetime.Recent(
                                found.getItem1().hash(), found.getItem1().lastValidBlockHeight())));
    }

    private Uni<Plan> plan(OrderRequest request, Facts found, Lifetime.Recent recent) {
        List<String> given = new ArrayList<>();
        Plan plan = Plan.of(pricing.measurable(request), found, recent, () -> next(given), tariffs.tariff());
        if (!(request.terms().unitLimit() instanceof Terms.UnitLimit.Simulated)) {
            return Uni.createFrom().item(plan);
        }
        Iterator<String> again = given.iterator();
        return pricing.limited(request, plan)
                .map(limited -> Plan.of(limited, found, recent, again::next, tariffs.tariff()));
    }

    private String next(List<String> given) {
        String seed = seeds.next();
        given.add(seed);
        return seed;
    }

    private void built(StoredTransaction stored) {
        metrics.built(stored.kind());
        LOG.infof(
                "event=transaction_built id=%s organization=%s kind=%s fee_payer=%s target=%s",
                stored.id(),
                stored.organization(),
                stored.kind().label(),
                stored.unsigned().message().feePayer(),
                stored.target().map(target -> target.address().toString()).orElse("-"));
    }
}
