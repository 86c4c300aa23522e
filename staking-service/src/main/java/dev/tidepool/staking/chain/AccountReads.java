package dev.tidepool.staking.chain;

import dev.tidepool.staking.solana.PublicKey;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Reads accounts in few calls: while as many as there may be are under way, whoever comes waits for the next and shares it. What
 * one asked for is always of one call, and so of one slot. Nobody waits for company.
 */
final class AccountReads {

    /** A node tells no more in one call. */
    static final int MOST = 100;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final int atOnce;
    private final int mostWaiting;
    private final Function<List<PublicKey>, Uni<List<Optional<Account>>>> source;
    private final Queue<Wanted> waiting = new ArrayDeque<>();
    private int underWay;

    AccountReads(int atOnce, int mostWaiting, Function<List<PublicKey>, Uni<List<Optional<Account>>>> source) {
        this.atOnce = atOnce;
        this.mostWaiting = mostWaiting;
        this.source = source;
    }

    private record Wanted(List<PublicKey> addresses, CompletableFuture<List<Optional<Account>>> answer) {

        void complete(Map<PublicKey, Optional<Account>> found) {
            answer.complete(addresses.stream()
                    .map(address -> found.getOrDefault(address, Optional.empty()))
                    .toList());
        }
    }

    /** In the order of the addresses; empty for what does not exist. */
    Uni<List<Optional<Account>>> read(List<PublicKey> addresses) {
        return Uni.createFrom().deferred(() -> {
            Wanted wanted = new Wanted(addresses, new CompletableFuture<>());
            if (!enqueue(wanted)) {
                return Uni.createFrom().failure(ChainError.unavailable(RETRY_AFTER));
            }
            startNext();
            return SingleFlight.onOwnContext(Uni.createFrom().completionStage(wanted.answer()));
        });
    }

    private synchronized boolean enqueue(Wanted wanted) {
        return waiting.size() < mostWaiting && waiting.add(wanted);
    }

    private void startNext() {
        List<Wanted> group = nextGroup();
        if (!group.isEmpty()) {
            ask(group);
        }
    }

    private void ask(List<Wanted> group) {
        List<PublicKey> addresses = group.stream()
                .flatMap(wanted -> wanted.addresses().stream())
                .distinct()
                .toList();
        Uni.createFrom()
                .deferred(() -> source.apply(addresses))
                .onTermination()
                .invoke(this::ended)
                .subscribe()
                .with(
                        accounts -> {
                            Map<PublicKey, Optional<Account>> found = byAddress(addresses, accounts);
                            group.forEach(wanted -> wanted.complete(found));
                        },
                        failure -> group.forEach(wanted -> wanted.answer().completeExceptionally(failure)));
    }

    private void ended() {
        synchronized (this) {
            underWay--;
        }
        startNext();
    }

    /** As many of the waiting, the first first, as fit into one call; none when there is no place for a call. */
    private synchronized List<Wanted> nextGroup() {
        List<Wanted> group = new ArrayList<>();
        if (underWay >= atOnce || waiting.isEmpty()) {
            return group;
        }
        underWay++;
        Set<PublicKey> addresses = new LinkedHashSet<>();
        while (!waiting.isEmpty()) {
            addresses.addAll(waiting.element().addresses());
            if (!group.isEmpty() && addresses.size() > MOST) {
                return group;
            }
            group.add(waiting.remove());
        }
        return group;
    }

    private static Map<PublicKey, Optional<Account>> byAddress(
            List<PublicKey> addresses, List<Optional<Account>> accounts) {
        Map<PublicKey, Optional<Account>> found = HashMap.newHashMap(addresses.size());
        for (int place = 0; place < addresses.size(); place++) {
            found.put(addresses.get(place), accounts.get(place));
        }
        return found;
    }
}
