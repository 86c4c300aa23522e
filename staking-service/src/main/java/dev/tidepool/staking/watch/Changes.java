package dev.tidepool.staking.watch;

import dev.tidepool.staking.solana.Activation.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is different between two looks at a wallet. Pure.
 *
 * <p>An account that was not there before tells what happened to it since the look before; what is older came with it, as the
 * half of a split does.
 */
final class Changes {

    private final Sight before;
    private final Sight now;

    private Changes(Sight before, Sight now) {
        this.before = before;
        this.now = now;
    }

    /** @param closed those of {@link Sight#goneFrom} that are no account any more */
    static List<Change> between(Sight before, Sight now, Set<String> closed) {
        Changes changes = new Changes(before, now);
        List<Change> all = new ArrayList<>();
        new TreeMap<>(now.accounts())
                .forEach((account, seen) -> changes.of(account, seen).ifPresent(all::add));
        closed.stream()
                .sorted()
                .map(account -> Change.completed(
                        account, Objects.requireNonNull(before.accounts().get(account)), now.epoch(), true))
                .forEach(all::add);
        all.addAll(changes.delinquents());
        return all;
    }

    private Optional<Change> of(String account, Seen seen) {
        if (seen.is(State.ACTIVE) && isNewlyActive(account, seen)) {
            return Optional.of(Change.activated(account, seen, now.epoch()));
        }
        if (seen.is(State.INACTIVE) && isNewlyInactive(account, seen)) {
            return Optional.of(Change.completed(account, seen, now.epoch(), false));
        }
        return Optional.empty();
    }

    /** One that cooled down and was delegated again to the same validator has never been out of work. */
    private boolean isNewlyActive(String account, Seen seen) {
        Seen was = before.accounts().get(account);
        return was == null
                ? seen.isActivatedSince(before.epoch())
                : was.is(State.ACTIVATING)
                        || was.is(State.INACTIVE)
                        || !was.activatedIn().equals(seen.activatedIn());
    }

    private boolean isNewlyInactive(String account, Seen seen) {
        Seen was = before.accounts().get(account);
        return was == null ? seen.isDeactivatedSince(before.epoch()) : !was.is(State.INACTIVE);
    }

    /** Each validator once, with all that is staked with it. */
    private List<Change> delinquents() {
        Map<String, List<String>> accounts = new TreeMap<>();
        new TreeMap<>(now.accounts()).forEach((account, seen) -> {
            if (seen.delinquent() && !seen.is(State.INACTIVE)) {
                accounts.computeIfAbsent(seen.validator(), validator -> new ArrayList<>())
                        .add(account);
            }
        });
        return accounts.entrySet().stream()
                .filter(entry -> !wasDelinquent(entry.getKey()))
                .map(entry -> Change.delinquent(entry.getKey(), entry.getValue(), now.epoch()))
                .toList();
    }

    private boolean wasDelinquent(String validator) {
        return before.accounts().values().stream()
                .anyMatch(seen -> seen.delinquent() && seen.validator().equals(validator));
    }
}
