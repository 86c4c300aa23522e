package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.chain.Cluster;
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

    private final FactsService facts;
    private final PricingService pricing;
    private final TransactionRepository repository;
    private final TransactionInserts inserts;
    private final SeedGenerator seeds;
    private final Uuid7Generator ids;
    private final TariffService tariffs;
    private final WalletLimit wallets;
    private final TransactionMetrics metrics;

    BuildService(
            FactsService facts,
            PricingService pricing,
            TransactionRepository repository,
            TransactionInserts inserts,
            SeedGenerator seeds,
            Uuid7Generator ids,
            TariffService tariffs,
            WalletLimit wallets,
            TransactionMetrics metrics) {
        this.facts = facts;
        this.pricing = pricing;
        this.repository = repository;
        this.inserts = inserts;
        this.seeds = seeds;
        this.ids = ids;
        this.tariffs = tariffs;
        this.wallets = wallets;
        this.metrics = metrics;
    }

    /** Reads, checks, builds and keeps it; what was built before, where the key came with the same request. */
    public Uni<TransactionView> build(
            Cluster cluster,
            Caller.Member caller,
            OrderKind kind,
            @Nullable String idempotencyKey,
            @Nullable Map<String, @Nullable Object> body) {
        if (body == null) {
            throw Problem.badRequest("Send a JSON body.");
        }
        OrderRequest request = OrderRequest.read(kind, body);
        return build(cluster, caller, request, BuildKey.of(idempotencyKey, request))
                .chain(stored -> view(cluster, stored, request.terms().simulate()));
    }

    /** The same without keeping it: what it comes to, for whoever sends it without this service. */
    public Uni<Plan> unsigned(Cluster cluster, OrderRequest request) {
        pricing.requireModest(request.terms());
        return plan(cluster, request).onFailure().invoke(metrics::buildFailed);
    }

    private Uni<TransactionView> view(Cluster cluster, StoredTransaction stored, boolean simulated) {
        Optional<Long> left = cluster.chain().keptHeight().flatMap(stored::expiresIn);
        return simulated
                ? simulate(cluster, stored)
                        .map(simulation ->
                                SimulationView.of(simulation, stored.unsigned().message()))
                        .map(view -> TransactionView.of(stored, left, Optional.of(view)))
                : Uni.createFrom().item(() -> TransactionView.of(stored, left, Optional.empty()));
    }

    private Uni<StoredTransaction> build(Cluster cluster, Caller.Member caller, OrderRequest request, BuildKey key) {
        pricing.requireModest(request.terms());
        return earlier(cluster, caller.organization(), key)
                .chain(found ->
                        found.map(Uni.createFrom()::item).orElseGet(() -> buildNew(cluster, caller, request, key)))
                .onFailure()
                .invoke(metrics::buildFailed);
    }

    /** What the cluster makes of it now. */
    private Uni<Simulation> simulate(Cluster cluster, StoredTransaction stored) {
        return cluster.chain().simulate(stored.unsigned().encode()).invoke(metrics::simulated);
    }

    private Uni<Optional<StoredTransaction>> earlier(Cluster cluster, OrganizationId organization, BuildKey key) {
        return key.key()
                .map(text -> repository.findByIdempotencyKey(organization, text))
                .orElseGet(() -> Uni.createFrom().item(Optional.<Earlier>empty()))
                .map(found -> found.map(earlier -> replay(cluster, earlier, key)));
    }

    private StoredTransaction replay(Cluster cluster, Earlier earlier, BuildKey key) {
        key.requireSame(
                earlier.requestHash(), cluster.isNamed(earlier.transaction().cluster()));
        metrics.buildReplayed();
        return earlier.transaction();
    }

    private Uni<StoredTransaction> buildNew(Cluster cluster, Caller.Member caller, OrderRequest request, BuildKey key) {
        return wallets.take(caller.organization().toString(), request.order().principal())
                .chain(() -> plan(cluster, request))
                .chain(plan -> insert(cluster, caller, plan, key));
    }

    private Uni<StoredTransaction> insert(Cluster cluster, Caller.Member caller, Plan plan, BuildKey key) {
        return inserts.insert(ids.next(TransactionId::new), cluster, caller, plan, key)
                .invoke(stored -> stored.ifPresent(this::built))
                .chain(stored -> stored.map(Uni.createFrom()::item)
                        .orElseGet(() -> existing(cluster, caller.organization(), plan, key)));
    }

    /**
     * Of two requests with one key at the same time the second finds what the first stored. And equal orders under one blockhash
     * are one transaction, which the chain takes once.
     */
    private Uni<StoredTransaction> existing(Cluster cluster, OrganizationId organization, Plan plan, BuildKey key) {
        return earlier(cluster, organization, key)
                .chain(found -> found.isPresent()
                        ? Uni.createFrom().item(found)
                        : repository
                                .findByMessageHash(
                                        organization, plan.transaction().messageHash())
                                .map(same -> same.stream()
                                        .filter(one -> cluster.isNamed(one.cluster()))
                                        .findFirst())
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

    private Uni<Plan> plan(Cluster cluster, OrderRequest request) {
        return pricing.priced(cluster, request)
                .chain(priced -> priced.isOfWalletsAlone()
                        ? plan(cluster, priced, facts.lately(cluster, priced))
                                .onFailure(BuildService::isRefusal)
                                .recoverWithUni(() -> plan(cluster, priced, facts.of(cluster, priced)))
                        : plan(cluster, priced, facts.of(cluster, priced)));
    }

    /** Wallets may hold more by now than they did lately. */
    private static boolean isRefusal(Throwable failure) {
        return failure instanceof Problem problem && problem.status() == REFUSED;
    }

    private Uni<Plan> plan(Cluster cluster, OrderRequest request, Uni<Facts> facts) {
        return Uni.combine()
                .all()
                .unis(cluster.chain().blockhash(), facts)
                .asTuple()
                .chain(found -> plan(
                        cluster,
                        request,
                        found.getItem2(),
                        new Lifetime.Recent(
                                found.getItem1().hash(), found.getItem1().lastValidBlockHeight())));
    }

    private Uni<Plan> plan(Cluster cluster, OrderRequest request, Facts found, Lifetime.Recent recent) {
        List<String> given = new ArrayList<>();
        Plan plan = Plan.of(pricing.measurable(request), found, recent, () -> next(given), tariffs.tariff());
        if (!(request.terms().unitLimit() instanceof Terms.UnitLimit.Simulated)) {
            return Uni.createFrom().item(plan);
        }
        Iterator<String> again = given.iterator();
        return pricing.limited(cluster, request, plan)
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
                "event=transaction_built id=%s organization=%s cluster=%s kind=%s fee_payer=%s target=%s",
                stored.id(),
                stored.organization(),
                stored.cluster(),
                stored.kind().label(),
                stored.unsigned().message().feePayer(),
                stored.target().map(target -> target.address().toString()).orElse("-"));
    }
}
