package dev.tidepool.staking.validator;

import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.staking.chain.EpochTime;
import dev.tidepool.staking.chain.Inflation;
import dev.tidepool.staking.chain.VoteAccount;
import dev.tidepool.staking.chain.VoteStanding;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** All validators of one reading of the chain, with what follows from it, in every order that is asked for. Pure. */
public final class ValidatorSet {

    private final Economy economy;
    private final ClusterCredits credits;
    private final Superminority superminority;
    private final List<VoteAccount> accounts;
    private final Map<PublicKey, Validator> byAddress;
    private final Map<ValidatorOrder, NavigableMap<Place, Validator>> sorted;

    private ValidatorSet(
            Economy economy,
            ClusterCredits credits,
            Superminority superminority,
            List<VoteAccount> accounts,
            Map<PublicKey, Validator> byAddress) {
        this.economy = economy;
        this.credits = credits;
        this.superminority = superminority;
        this.accounts = accounts;
        this.byAddress = byAddress;
        this.sorted = sorted(byAddress);
    }

    /** Whatever the node did not tell is empty; without it there are no estimates. */
    public static ValidatorSet of(
            List<VoteStanding> standings, EpochTime time, Optional<Inflation> inflation, Optional<Lamports> supply) {
        Lamports activated = standings.stream()
                .map(standing -> standing.account().activated())
                .reduce(Lamports.ZERO, Lamports::plusCapped);
        Economy economy = new Economy(inflation, supply, activated, time);
        ClusterCredits credits = ClusterCredits.of(standings, time.clock().epoch());
        Superminority superminority = Superminority.of(standings, activated);
        Map<PublicKey, Validator> byAddress = new HashMap<>();
        for (VoteStanding standing : standings) {
            byAddress.put(standing.account().address(), validator(standing, economy, credits, superminority));
        }
        List<VoteAccount> accounts =
                standings.stream().map(VoteStanding::account).toList();
        return new ValidatorSet(economy, credits, superminority, accounts, byAddress);
    }

    private static Validator validator(
            VoteStanding standing, Economy economy, ClusterCredits credits, Superminority superminority) {
        List<EpochWork> work = credits.workOf(standing);
        return new Validator(
                standing,
                share(standing.account().activated(), economy.activated()),
                Math.max(0, economy.time().clock().slot() - standing.lastVote()),
                superminority.has(standing.account().address()),
                work,
                Estimate.of(standing, work, economy));
    }

    /** 0 of nothing. */
    public static double share(Lamports part, Lamports whole) {
        return whole.isZero()
                ? 0
                : new BigDecimal(part.toBigInteger())
                        .divide(new BigDecimal(whole.toBigInteger()), MathContext.DECIMAL64)
                        .doubleValue();
    }

    private static Map<ValidatorOrder, NavigableMap<Place, Validator>> sorted(Map<PublicKey, Validator> all) {
        Map<ValidatorOrder, NavigableMap<Place, Validator>> sorted = new EnumMap<>(ValidatorOrder.class);
        for (ValidatorOrder order : ValidatorOrder.values()) {
            NavigableMap<Place, Validator> places = new TreeMap<>();
            all.values().forEach(validator -> places.put(order.placeOf(validator), validator));
            sorted.put(order, places);
        }
        return sorted;
    }

    public Economy economy() {
        return economy;
    }

    public Superminority superminority() {
        return superminority;
    }

    /** Those with the most stake first. */
    public List<Validator> all() {
        return List.copyOf(in(ValidatorOrder.STAKE).values());
    }

    Map<Long, Double> meanCredits() {
        return credits.means();
    }

    /** The same list for as long as this reading serves. */
    List<VoteAccount> accounts() {
        return accounts;
    }

    Optional<Validator> find(PublicKey vote) {
        return Optional.ofNullable(byAddress.get(vote));
    }

    int count(ValidatorFilter filter) {
        return (int) byAddress.values().stream().filter(filter::takes).count();
    }

    /** Those after a place, or from the first on. */
    Page<Validator> page(ValidatorOrder order, ValidatorFilter filter, Optional<Place> after, PageLimit limit) {
        NavigableMap<Place, Validator> places = in(order);
        List<Validator> read =
                after.<Map<Place, Validator>>map(place -> places.tailMap(place, false)).orElse(places).values().stream()
                        .filter(filter::takes)
                        .limit(limit.plusOne())
                        .toList();
        return Page.of(read, limit);
    }

    private NavigableMap<Place, Validator> in(ValidatorOrder order) {
        return sorted.getOrDefault(order, new TreeMap<>());
    }
}
