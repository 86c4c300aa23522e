package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.chain.ChainClient;
import dev.tidepool.staking.chain.ChainClient.Preflight;
import dev.tidepool.staking.chain.Cluster;
import dev.tidepool.staking.chain.Clusters;
import dev.tidepool.staking.chain.SendOutcome;
import dev.tidepool.staking.solana.Bytes;
import dev.tidepool.staking.transaction.TransactionState.Submitted;
import dev.tidepool.staking.wallet.WalletLimit;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Takes a signed transaction that was built here and hands it to the cluster; the tracker does the rest. */
@ApplicationScoped
public class SubmitService {

    private static final Logger LOG = Logger.getLogger(SubmitService.class);

    private final Clusters clusters;
    private final TransactionRepository repository;
    private final TransitionRepository transitions;
    private final WalletLimit wallets;
    private final TransactionMetrics metrics;

    SubmitService(
            Clusters clusters,
            TransactionRepository repository,
            TransitionRepository transitions,
            WalletLimit wallets,
            TransactionMetrics metrics) {
        this.clusters = clusters;
        this.repository = repository;
        this.transitions = transitions;
        this.wallets = wallets;
        this.metrics = metrics;
    }

    /**
     * The transaction as it stands after it was sent to the cluster that it was built for. Sending it again changes nothing and answers
     * the same.
     *
     * <p>Fails with UNKNOWN_MESSAGE, INSTRUCTIONS_DIFFER, TRANSACTION_EXPIRED, TRANSACTION_REJECTED, CLUSTER_NOT_SERVED, or
     * CLUSTER_DIFFERS where another cluster is named than it was built for.
     *
     * @param named by the request
     */
    Uni<StoredTransaction> submit(Caller.Member caller, Optional<Cluster> named, Submission submission) {
        return find(caller.organization(), named, submission)
                .invoke(stored -> stored.requireOf(named))
                .chain(stored -> submit(caller, stored, submission.signed()))
                .invoke(this::log)
                .onFailure()
                .invoke(metrics::submitFailed);
    }

    /** The same of a transaction that is exactly what was built. @throws Problem 400 or 422 when it is no signed transaction */
    public Uni<TransactionView> submit(Caller.Member caller, Optional<Cluster> named, @Nullable String signed) {
        return submit(caller, named, new Submission(SignedTransaction.read(signed), Optional.empty()))
                .map(TransactionView::of);
    }

    private Uni<StoredTransaction> find(OrganizationId organization, Optional<Cluster> named, Submission submission) {
        return submission
                .semantic()
                .map(id -> repository
                        .findById(organization, id)
                        .map(found ->
                                found.orElseThrow(() -> Problem.notFound(TransactionError.TRANSACTION_NOT_FOUND, id)))
                        .invoke(submission::requireSame))
                .orElseGet(() -> repository
                        .findByMessageHash(
                                organization, submission.signed().transaction().messageHash())
                        .map(found -> meant(found, named).orElseThrow(SubmitService::unknownMessage)));
    }

    /** Chains do not share blockhashes, so there is hardly more than one; if there is, the one of the cluster that is named. */
    private static Optional<StoredTransaction> meant(List<StoredTransaction> found, Optional<Cluster> named) {
        return found.stream()
                .filter(one ->
                        named.filter(cluster -> cluster.isNamed(one.cluster())).isPresent())
                .findFirst()
                .or(() -> found.stream().findFirst());
    }

    private Uni<StoredTransaction> submit(Caller.Member caller, StoredTransaction stored, SignedTransaction signed) {
        return switch (stored.state()) {
            case TransactionState.Built built ->
                wallets.take(caller.organization().toString(), stored.wallet())
                        .chain(() -> first(
                                caller,
                                stored,
                                built.submitted(signed.transaction().id()),
                                signed));
            case TransactionState.Expired expired -> Uni.createFrom().failure(expiredProblem(stored));
            case TransactionState.InFlight flying -> repeated(stored);
            case TransactionState.Finalized finalized -> repeated(stored);
            case TransactionState.Failed failed -> repeated(stored);
        };
    }

    private Uni<StoredTransaction> repeated(StoredTransaction stored) {
        metrics.submitted("repeated");
        return Uni.createFrom().item(stored);
    }

    /** Stored before it is sent: a crash in between leaves it to the tracker. */
    private Uni<StoredTransaction> first(
            Caller.Member caller, StoredTransaction stored, Submitted submitted, SignedTransaction signed) {
        Bytes bytes = signed.transaction().encode();
        ChainClient chain = clusters.require(stored.cluster()).chain();
        chain.haveSigned(stored.message().requiredSigners());
        return transitions
                .submit(TrackedTransaction.of(stored), submitted, bytes, caller.subject())
                .chain(mine -> mine
                        ? send(chain, stored.submitted(submitted, signed.transaction()), submitted, bytes)
                        : reread(stored));
    }

    private Uni<StoredTransaction> reread(StoredTransaction stored) {
        return repository
                .findById(stored.organization(), stored.id())
                .map(Optional::orElseThrow)
                .chain(now -> now.state() instanceof TransactionState.Expired
                        ? Uni.createFrom().failure(expiredProblem(now))
                        : repeated(now));
    }

    private Uni<StoredTransaction> send(ChainClient chain, StoredTransaction stored, Submitted submitted, Bytes bytes) {
        return chain.send(bytes, Preflight.SIMULATE)
                .chain(outcome -> sent(chain, stored, submitted, outcome))
                .onFailure(SubmitService::isChainAway)
                .recoverWithItem(away -> {
                    metrics.submitted("deferred");
                    return stored;
                });
    }

    private Uni<StoredTransaction> sent(
            ChainClient chain, StoredTransaction stored, Submitted submitted, SendOutcome outcome) {
        return switch (outcome) {
            case SendOutcome.Accepted accepted -> accepted(stored);
            case SendOutcome.AlreadyProcessed already -> accepted(stored);
            case SendOutcome.BlockhashUnknown unknown -> expireIfPast(chain, stored);
            case SendOutcome.Rejected rejected -> reject(stored, submitted, rejected);
        };
    }

    private Uni<StoredTransaction> accepted(StoredTransaction stored) {
        metrics.submitted("accepted");
        return Uni.createFrom().item(stored);
    }

    /** A node that is behind does not know the hash either; then the tracker sends again. */
    private Uni<StoredTransaction> expireIfPast(ChainClient chain, StoredTransaction stored) {
        TrackedTransaction tracked = TrackedTransaction.of(stored);
        return chain.blockHeight()
                .chain(height -> tracked.canLand(height)
                        ? accepted(stored)
                        : transitions
                                .advance(
                                        tracked,
                                        new TransactionState.Expired(
                                                stored.state().signature()))
                                .map(changed -> {
                                    throw expiredProblem(stored);
                                }));
    }

    private Uni<StoredTransaction> reject(
            StoredTransaction stored, Submitted submitted, SendOutcome.Rejected rejected) {
        return transitions
                .advance(TrackedTransaction.of(stored), submitted.rejected(rejected.error()))
                .map(changed -> {
                    throw Problem.of(
                                    TransactionError.TRANSACTION_REJECTED,
                                    "The cluster simulated the transaction and it failed. Build a new one.")
                            .with("error", rejected.error())
                            .with("failure", FailureView.of(rejected.error(), stored.message()))
                            .with("logs", rejected.logs());
                });
    }

    private static boolean isChainAway(Throwable failure) {
        return failure instanceof Problem problem && problem.status() == 503;
    }

    private static Problem unknownMessage() {
        return Problem.of(
                        TransactionError.UNKNOWN_MESSAGE,
                        "The message is not one that was built for your organisation. Build it, sign it unchanged, submit.")
                .with("field", "transaction");
    }

    private static Problem expiredProblem(StoredTransaction stored) {
        Problem problem = Problem.of(
                TransactionError.TRANSACTION_EXPIRED,
                "The chain is past the last block that could take it. Build and sign a new one.");
        return stored.ending()
                .lastValidBlockHeight()
                .map(last -> problem.with("lastValidBlockHeight", last))
                .orElse(problem);
    }

    private void log(StoredTransaction stored) {
        LOG.infof(
                "event=transaction_submitted id=%s organization=%s cluster=%s state=%s signature=%s",
                stored.id(),
                stored.organization(),
                stored.cluster(),
                stored.state().label(),
                stored.state().signature().map(Object::toString).orElse("-"));
    }
}
