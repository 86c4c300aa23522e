package dev.tidepool.staking.watch;

import dev.tidepool.staking.solana.Activation;
import dev.tidepool.staking.solana.Delegation;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.stake.Position;
import dev.tidepool.staking.stake.Positions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A wallet's delegated stake accounts, by address, as they were in an epoch. Pure. */
record Sight(long epoch, Map<String, Seen> accounts) {

    Sight {
        accounts = Map.copyOf(accounts);
    }

    /** @param delinquent vote accounts that have stopped voting */
    static Sight of(Positions positions, Set<PublicKey> delinquent, int most) {
        Map<String, Seen> accounts = new TreeMap<>();
        positions.all().stream()
                .filter(position -> position.delegation().isPresent())
                .limit(most)
                .forEach(position -> accounts.put(position.address().toString(), seen(position, delinquent)));
        return new Sight(positions.epoch(), accounts);
    }

    private static Seen seen(Position position, Set<PublicKey> delinquent) {
        Delegation delegation = position.delegation().orElseThrow();
        return Seen.of(position.activation().state(), delegation, delinquent.contains(delegation.voter()));
    }

    static Sight read(long epoch, String text) {
        Map<String, Seen> accounts = new TreeMap<>();
        JsonObject json = new JsonObject(text);
        json.fieldNames().forEach(address -> accounts.put(address, Seen.read(json.getJsonObject(address))));
        return new Sight(epoch, accounts);
    }

    String toText() {
        JsonObject json = new JsonObject();
        new TreeMap<>(accounts).forEach((address, seen) -> json.put(address, seen.toJson()));
        return json.encode();
    }

    List<PublicKey> addresses() {
        return accounts.keySet().stream().sorted().map(PublicKey::parse).toList();
    }

    /** What cooled down here and is not in the later one: it may have been closed, or have another owner. */
    List<PublicKey> goneFrom(Sight later) {
        return accounts.entrySet().stream()
                .filter(entry -> entry.getValue().is(Activation.State.DEACTIVATING))
                .map(Map.Entry::getKey)
                .filter(address -> !later.accounts().containsKey(address))
                .sorted()
                .map(PublicKey::parse)
                .toList();
    }
}
