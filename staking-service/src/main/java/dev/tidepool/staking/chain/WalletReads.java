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
 * Wallets as they were lately. Who asks for one that is too old has the others that are in use read in the same call: so wallets
 * that build again and again cost one call for a hundred of them, however often they build.
 */
final class WalletReads {

    private static final int HALF = 2;
    private static final float LOAD = 0.75f;

    private final Duration maxAge;
    private final int most;
    private final InstantSource clock;
    private final Function<List<PublicKey>, Uni<List<Optional<Account>>>> source;

    /** Those used last come last. */
    private final Map<PublicKey, Held> held = new LinkedHashMap<>(16, LOAD, true);

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

    /** @param used since it was read */
    private record Held(Optional<Account> account, Instant read, boolean used) {

        Held inUse() {
            return new Held(account, read, true);
        }

        boolean isOlderThan(Duration age, Instant now) {
            return Duration.between(read, now).compareTo(age) >= 0;
        }
    }

    /** Those that exist, by address. */
    Uni<Map<PublicKey, Account>> read(Set<PublicKey> wallets) {
        return Uni.createFrom().deferred(() -> {
            List<PublicKey> wanted = wanted(wallets);
            return wanted.isEmpty()
                    ? Uni.createFrom().item(() -> existing(wallets, Map.of()))
                    : source.apply(wanted).map(found -> existing(wallets, keep(wanted, found)));
        });
    }

    /** They have signed something: what is known of them will not hold. */
    synchronized void forget(List<PublicKey> wallets) {
        wallets.forEach(held::remove);
    }

    /** What must be read: none, or what is missing or too old, with as many others as fit that will be soon. */
    private synchronized List<PublicKey> wanted(Set<PublicKey> wallets) {
        Instant now = clock.instant();
        List<PublicKey> wanted = new ArrayList<>();
        for (PublicKey wallet : wallets) {
            Held known = held.get(wallet);
            if (known == null || known.isOlderThan(maxAge, now)) {
                wanted.add(wallet);
            } else {
                held.put(wallet, known.inUse());
            }
        }
        if (!wanted.isEmpty()) {
            held.entrySet().stream()
                    .filter(entry ->
                            entry.getValue().used() && entry.getValue().isOlderThan(maxAge.dividedBy(HALF), now))
                    .map(Map.Entry::getKey)
                    .filter(wallet -> !wallets.contains(wallet))
                    .limit(Math.max(0, AccountReads.MOST - wanted.size()))
                    .forEach(wanted::add);
        }
        return wanted;
    }

    private synchronized Map<PublicKey, Account> keep(List<PublicKey> wanted, List<Optional<Account>> found) {
        Instant now = clock.instant();
        Map<PublicKey, Account> accounts = new HashMap<>();
        for (int place = 0; place < wanted.size(); place++) {
            PublicKey wallet = wanted.get(place);
            Optional<Account> account = found.get(place);
            held.put(wallet, new Held(account, now, false));
            account.ifPresent(there -> accounts.put(wallet, there));
        }
        Iterator<PublicKey> oldest = held.keySet().iterator();
        while (held.size() > most && oldest.hasNext()) {
            oldest.next();
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
