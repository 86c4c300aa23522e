package dev.tidepool.staking.chain;

import dev.tidepool.staking.solana.PublicKey;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Wallets as they were lately. Who asks for one that is too old has the others that are in use read in the same call, unless
 * another's call does so already: so wallets that build again and again cost one call for a hundred of them, however often they
 * build, and many new ones at once are read as soon as they would be without the old.
 */
final class WalletReads {

    private static final int HALF = 2;
    private static final int MOST_LOOKED_AT = 3 * AccountReads.MOST;
    private static final float LOAD = 0.75f;

    private final Duration maxAge;
    private final int most;
    private final InstantSource clock;
    private final Function<List<PublicKey>, Uni<List<Optional<Account>>>> source;

    /** Those used last come last. */
    private final Map<PublicKey, Held> held = new LinkedHashMap<>(16, LOAD, true);

    /** When those were read that were used since, the first used first. */
    private final Map<PublicKey, Instant> inUse = new LinkedHashMap<>();

    private boolean othersUnderWay;

    WalletReads(
            Duration maxAge,
            int most,
            InstantSource clock,
            Function<List<PublicKey>, Uni<List<Optional<Account>>>> source) {
        this.maxAge = maxAge;
        this.most = most;
        this.clock = clock;
        this.source = source;
    }

    private record Held(Optional<Account> account, Instant read) {}

    /** @param others whether some are among them that nobody asked for yet */
    private record Wanted(List<PublicKey> wallets, boolean others) {}

    /** Those that exist, by address. */
    Uni<Map<PublicKey, Account>> read(Set<PublicKey> wallets) {
        return Uni.createFrom().deferred(() -> {
            Wanted wanted = wanted(wallets);
            return wanted.wallets().isEmpty()
                    ? Uni.createFrom().item(() -> existing(wallets, Map.of()))
                    : source.apply(wanted.wallets())
                            .onTermination()
                            .invoke(() -> ended(wanted))
                            .map(found -> existing(wallets, keep(wanted.wallets(), found)));
        });
    }

    /** They have signed something: what is known of them will not hold. */
    synchronized void forget(List<PublicKey> wallets) {
        wallets.forEach(held::remove);
        wallets.forEach(inUse::remove);
    }

    /** What must be read: none, or what is missing or too old, maybe with others that will be soon. */
    private synchronized Wanted wanted(Set<PublicKey> wallets) {
        Instant now = clock.instant();
        List<PublicKey> wanted = new ArrayList<>();
        for (PublicKey wallet : wallets) {
            Held known = held.get(wallet);
            if (known == null || isOlderThan(maxAge, known.read(), now)) {
                wanted.add(wallet);
            } else {
                inUse.putIfAbsent(wallet, known.read());
            }
        }
        int asked = wanted.size();
        if (asked > 0 && !othersUnderWay) {
            addOthers(wanted, wallets, now);
            othersUnderWay = wanted.size() > asked;
        }
        return new Wanted(wanted, wanted.size() > asked);
    }

    /** As many as fit into a call. Those used first are about the oldest: it need not look at all. */
    private void addOthers(List<PublicKey> wanted, Set<PublicKey> wallets, Instant now) {
        inUse.entrySet().stream()
                .limit(MOST_LOOKED_AT)
                .filter(entry -> isOlderThan(maxAge.dividedBy(HALF), entry.getValue(), now))
                .map(Map.Entry::getKey)
                .filter(wallet -> !wallets.contains(wallet))
                .limit(Math.max(0, AccountReads.MOST - wanted.size()))
                .forEach(wanted::add);
    }

    private static boolean isOlderThan(Duration age, Instant read, Instant now) {
        return Duration.between(read, now).compareTo(age) >= 0;
    }

    private synchronized void ended(Wanted wanted) {
        othersUnderWay &= !wanted.others();
    }

    private synchronized Map<PublicKey, Account> keep(List<PublicKey> wanted, List<Optional<Account>> found) {
        Instant now = clock.instant();
        Map<PublicKey, Account> accounts = new HashMap<>();
        for (int place = 0; place < wanted.size(); place++) {
            PublicKey wallet = wanted.get(place);
            Optional<Account> account = found.get(place);
            held.put(wallet, new Held(account, now));
            inUse.remove(wallet);
            account.ifPresent(there -> accounts.put(wallet, there));
        }
        Iterator<PublicKey> oldest = held.keySet().iterator();
        while (held.size() > most && oldest.hasNext()) {
            inUse.remove(oldest.next());
            oldest.remove();
        }
        return accounts;
    }

    private synchronized Map<PublicKey, Account> existing(Set<PublicKey> wallets, Map<PublicKey, Account> read) {
        Map<PublicKey, Account> existing = new HashMap<>();
        for (PublicKey wallet : wallets) {
            Optional.ofNullable(read.get(wallet))
                    .or(() -> Optional.ofNullable(held.get(wallet)).flatMap(Held::account))
                    .ifPresent(account -> existing.put(wallet, account));
        }
        return existing;
    }
}
