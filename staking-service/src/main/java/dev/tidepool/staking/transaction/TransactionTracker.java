package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.db.Batches;
import dev.tidepool.staking.chain.ChainClient;
import dev.tidepool.staking.chain.ChainClient.Preflight;
import dev.tidepool.staking.chain.Cluster;
import dev.tidepool.staking.chain.ClusterRounds;
import dev.tidepool.staking.chain.Clusters;
import dev.tidepool.staking.chain.SignatureStatus;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.TransactionSignature;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Follows every transaction that was submitted: looks at its signature, records what it became, and sends the same bytes again
 * while no block has them and one still can. What nobody submits just ends at its height. What is due is in the database, so a restart loses nothing and instances
 * share the work.
 */
@ApplicationScoped
class TransactionTracker {

    private static final Logger LOG = Logger.getLogger(TransactionTracker.class);
    private static final int AT_ONCE = 8;

    /** One call asks for no more; the others are looked at when they are due again. */
    private static final int MOST_ACCOUNTS = 100;

    private final Clusters clusters;
    private final TransitionRepository transitions;
    private final TransactionMetrics metrics;
    private final TransactionConfig config;
    private final ClusterRounds rounds = new ClusterRounds("tracker");
    private final ClusterRounds expiries = new ClusterRounds("expiry");

    TransactionTracker(
            Clusters clusters, TransitionRepository transitions, TransactionMetrics metrics, TransactionConfig config) {
        this.clusters = clusters;
        this.transitions = transitions;
        this.metrics = metrics;
        this.config = config;
    }

    @NonBlocking
    @Scheduled(every = "1s", delayed = "1s")
    void round() {
        rounds.begin(
                clusters,
                cluster -> transitions.claimDue(cluster).chain(due -> new Following(cluster.chain()).follow(due)));
        expiries.begin(clusters, cluster -> Batches.all(expire(cluster), LOG, "unsigned_transactions_kept"));
    }

    /** It costs no call: an older height ends them later, never too early. Whether there may be more. */
    private Uni<Boolean> expire(Cluster cluster) {
        return cluster.chain()
                .heightReached()
                .chain(height -> transitions.expire(cluster, height))
                .invoke(ended ->
                        ended.forEach(transaction -> record(transaction, new TransactionState.Built().expired())))
                .map(ended -> ended.size() == config.trackerBatch());
    }

    private void record(TrackedTransaction transaction, TransactionState next) {
        metrics.changed(next);
        LOG.infof(
                "event=transaction_%s id=%s organization=%s cluster=%s",
                next.label(), transaction.id(), transaction.organization(), transaction.cluster());
    }

    /** What was built for a cluster that is configured no more waits until it is again. */
    @Scheduled(every = "1m", delayed = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> unserved() {
        return transitions
                .leave(clusters.stored())
                .invoke(left -> left.forEach(this::warn))
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> {
                    LOG.warnf("event=unserved_transactions_uncounted reason=%s", failure.getMessage());
                    return Uni.createFrom().voidItem();
                });
    }

    private void warn(String cluster, long count) {
        metrics.unserved(count);
        LOG.warnf("event=transactions_of_unserved_cluster cluster=%s count=%d", cluster, count);
    }

    /** One cluster's. */
    private final class Following {

        private final ChainClient chain;

        private Following(ChainClient chain) {
            this.chain = chain;
        }

        Uni<Void> follow(List<TrackedTransaction> due) {
            // The height first: a transaction that landed in the last block it could is then in the statuses.
            return due.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : chain.blockHeight().chain(height -> follow(due, height));
        }

        private Uni<Void> follow(List<TrackedTransaction> due, long height) {
            return endNonces(due, height)
                    .chain(() -> statuses(due, height))
                    .chain(statuses -> settleAll(due, statuses, height));
        }

        /** A nonce that is another now ends its transaction here, unless that is what used it up: its status will tell. */
        private Uni<Void> endNonces(List<TrackedTransaction> due, long height) {
            List<PublicKey> accounts = due.stream()
                    .flatMap(transaction -> nonceOf(transaction).stream())
                    .map(Ending.ByNonce::account)
                    .distinct()
                    .limit(MOST_ACCOUNTS)
                    .toList();
            return accounts.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : chain.nonces(accounts)
                            .chain(nonces -> Multi.createFrom()
                                    .iterable(due)
                                    .filter(transaction -> isUsed(transaction, accounts, nonces))
                                    .onItem()
                                    .transformToUni(transaction -> transitions.end(transaction, height))
                                    .merge(AT_ONCE)
                                    .collect()
                                    .last()
                                    .replaceWithVoid());
        }

        private static boolean isUsed(
                TrackedTransaction transaction, List<PublicKey> accounts, Map<PublicKey, PublicKey> nonces) {
            return nonceOf(transaction)
                    .filter(wanted -> accounts.contains(wanted.account()))
                    .filter(wanted -> Optional.ofNullable(nonces.get(wanted.account()))
                            .filter(wanted.nonce()::equals)
                            .isEmpty())
                    .isPresent();
        }

        private static Optional<Ending.ByNonce> nonceOf(TrackedTransaction transaction) {
            return transaction.ending() instanceof Ending.ByNonce nonce ? Optional.of(nonce) : Optional.empty();
        }

        private Uni<Map<TransactionSignature, SignatureStatus>> statuses(List<TrackedTransaction> due, long height) {
            List<TransactionSignature> sent = due.stream()
                    .flatMap(transaction -> transaction.state().signature().stream())
                    .toList();
            // Only the recent past is searched unless the answer decides on expiry.
            boolean searchHistory = due.stream().anyMatch(transaction -> transaction.isLost(height));
            return sent.isEmpty()
                    ? Uni.createFrom().item(Map.of())
                    : chain.statuses(sent, searchHistory).map(found -> zip(sent, found));
        }

        private static Map<TransactionSignature, SignatureStatus> zip(
                List<TransactionSignature> sent, List<SignatureStatus> found) {
            Map<TransactionSignature, SignatureStatus> statuses = HashMap.newHashMap(sent.size());
            for (int index = 0; index < Math.min(sent.size(), found.size()); index++) {
                statuses.put(sent.get(index), found.get(index));
            }
            return statuses;
        }

        private Uni<Void> settleAll(
                List<TrackedTransaction> due, Map<TransactionSignature, SignatureStatus> statuses, long height) {
            return Multi.createFrom()
                    .iterable(due)
                    .onItem()
                    .transformToUni(transaction -> settle(transaction, transaction.observe(statuses, height), height)
                            .onFailure()
                            .recoverWithUni(failure -> unsettled(transaction, failure)))
                    .merge(AT_ONCE)
                    .collect()
                    .last()
                    .replaceWithVoid();
        }

        /** It is due again soon. */
        private static Uni<Void> unsettled(TrackedTransaction transaction, Throwable failure) {
            LOG.warnf("event=transaction_unsettled id=%s reason=%s", transaction.id(), failure.toString());
            return Uni.createFrom().voidItem();
        }

        private Uni<Void> settle(TrackedTransaction transaction, TransactionState next, long height) {
            if (!next.label().equals(transaction.state().label())) {
                return transitions
                        .advance(transaction, next)
                        .invoke(changed -> {
                            if (changed) {
                                record(transaction, next);
                            }
                        })
                        .replaceWithVoid();
            }
            return next instanceof TransactionState.Submitted && transaction.canLand(height)
                    ? resend(transaction)
                    : Uni.createFrom().voidItem();
        }

        /** Without simulation: it passed one, and a node that is behind must not make it fail now. */
        private Uni<Void> resend(TrackedTransaction transaction) {
            metrics.resent();
            return chain.send(transaction.signed().orElseThrow(), Preflight.SKIP)
                    .replaceWithVoid()
                    .onFailure()
                    .recoverWithUni(() -> Uni.createFrom().voidItem());
        }
    }
}
