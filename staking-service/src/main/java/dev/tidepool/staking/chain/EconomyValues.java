package dev.tidepool.staking.chain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.VoteState.EpochCredits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** From the cluster's JSON to our values, of what stake earns and costs. Pure. */
final class EconomyValues {

    private EconomyValues() {}

    static List<VoteStanding> standings(JsonNode answer) {
        return Stream.concat(
                        elements(answer.required("current")).map(node -> standing(node, false)),
                        elements(answer.required("delinquent")).map(node -> standing(node, true)))
                .toList();
    }

    private static VoteStanding standing(JsonNode node, boolean delinquent) {
        List<EpochCredits> credits = elements(node.required("epochCredits"))
                .map(line -> new EpochCredits(
                        line.required(0).asLong(),
                        line.required(1).asLong(),
                        line.required(2).asLong()))
                .toList();
        return new VoteStanding(
                RpcValues.voteAccount(node, delinquent),
                node.required("lastVote").asLong(),
                credits);
    }

    static Inflation inflation(JsonNode answer) {
        return new Inflation(
                answer.required("total").asDouble(),
                answer.required("validator").asDouble(),
                answer.required("epoch").asLong());
    }

    /** Those that were paid something, by account, in the order of the accounts. */
    static Map<PublicKey, Reward> rewards(List<PublicKey> accounts, JsonNode answer) {
        Map<PublicKey, Reward> rewards = new LinkedHashMap<>();
        IntStream.range(0, accounts.size())
                .filter(place -> answer.hasNonNull(place))
                .forEach(place -> rewards.put(accounts.get(place), reward(answer.get(place))));
        return rewards;
    }

    private static Reward reward(JsonNode node) {
        return new Reward(
                node.required("epoch").asLong(),
                node.required("effectiveSlot").asLong(),
                RpcValues.lamports(node.required("amount")),
                RpcValues.lamports(node.required("postBalance")),
                node.hasNonNull("commission")
                        ? Optional.of(node.get("commission").asInt())
                        : Optional.empty());
    }

    /** The lowest price of each recent slot, in micro-lamports for a compute unit, rising. */
    static List<Lamports> prices(JsonNode answer) {
        return elements(answer)
                .map(slot -> RpcValues.lamports(slot.required("prioritizationFee")))
                .sorted()
                .toList();
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
