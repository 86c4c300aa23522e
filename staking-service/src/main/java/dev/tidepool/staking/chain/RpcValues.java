package dev.tidepool.staking.chain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepool.staking.chain.SignatureStatus.Level;
import dev.tidepool.staking.solana.Bytes;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** From the cluster's JSON to our values. Pure. */
final class RpcValues {

    /** The runtime's logs are bounded, a node's answer need not be. */
    private static final int MAX_LOGS = 64;

    private RpcValues() {}

    /** An unsigned 64-bit JSON number. */
    static Lamports lamports(JsonNode number) {
        return Lamports.parse(number.asText());
    }

    /** A slot or a height. */
    static long number(JsonNode number) {
        if (!number.canConvertToLong()) {
            throw new IllegalArgumentException("no whole number");
        }
        return number.longValue();
    }

    static String genesisHash(JsonNode answer) {
        return PublicKey.parse(answer.asText()).toString();
    }

    static Network network(JsonNode epoch, String version) {
        return new Network(
                epoch.required("absoluteSlot").asLong(),
                epoch.required("epoch").asLong(),
                epoch.required("slotIndex").asLong(),
                epoch.required("slotsInEpoch").asLong(),
                epoch.required("blockHeight").asLong(),
                version);
    }

    static VoteAccount voteAccount(JsonNode node, boolean delinquent) {
        return new VoteAccount(
                PublicKey.parse(node.required("votePubkey").asText()),
                PublicKey.parse(node.required("nodePubkey").asText()),
                node.required("commission").asInt(),
                lamports(node.required("activatedStake")),
                delinquent);
    }

    static List<Optional<Account>> accounts(List<PublicKey> addresses, JsonNode values) {
        if (!values.isArray() || values.size() != addresses.size()) {
            throw new IllegalArgumentException("not as many accounts as were asked for");
        }
        return IntStream.range(0, addresses.size())
                .mapToObj(place -> Optional.ofNullable(values.get(place))
                        .filter(node -> !node.isNull())
                        .map(node -> account(addresses.get(place), node)))
                .toList();
    }

    /** Of those accounts that are initialised nonce accounts. */
    static Map<PublicKey, PublicKey> nonces(List<Optional<Account>> accounts) {
        Map<PublicKey, PublicKey> nonces = new HashMap<>();
        accounts.stream()
                .flatMap(Optional::stream)
                .forEach(account -> account.nonce().ifPresent(nonce -> nonces.put(account.address(), nonce.nonce())));
        return nonces;
    }

    static List<Account> programAccounts(JsonNode answer) {
        return elements(answer)
                .map(node -> account(PublicKey.parse(node.required("pubkey").asText()), node.required("account")))
                .toList();
    }

    private static Account account(PublicKey address, JsonNode node) {
        byte[] data =
                Base64.getDecoder().decode(node.required("data").required(0).asText());
        return new Account(
                address,
                PublicKey.parse(node.required("owner").asText()),
                lamports(node.required("lamports")),
                Bytes.of(data));
    }

    static List<SignatureStatus> statuses(JsonNode answer) {
        return elements(answer.required("value")).map(RpcValues::status).toList();
    }

    private static SignatureStatus status(JsonNode node) {
        if (node.isNull()) {
            return new SignatureStatus.Unseen();
        }
        long slot = node.required("slot").asLong();
        Level level = level(node.path("confirmationStatus").asText("processed"));
        return node.hasNonNull("err")
                ? new SignatureStatus.Broken(slot, level, node.get("err").toString())
                : new SignatureStatus.Landed(slot, level);
    }

    private static Level level(String commitment) {
        return Level.valueOf(commitment.toUpperCase(Locale.ROOT));
    }

    /** AlreadyProcessed and BlockhashNotFound come as errors too, but do not say that the transaction is bad. */
    static SendOutcome sendOutcome(RpcFailure.Preflight failure) {
        JsonNode error = failure.data().path("err");
        return switch (error.asText()) {
            case "AlreadyProcessed" -> new SendOutcome.AlreadyProcessed();
            case "BlockhashNotFound" -> new SendOutcome.BlockhashUnknown();
            default ->
                new SendOutcome.Rejected(
                        error.isMissingNode() ? String.valueOf(failure.getMessage()) : error.toString(),
                        logs(failure.data()));
        };
    }

    static Simulation simulation(JsonNode value) {
        JsonNode error = value.path("err");
        return new Simulation(
                error.isNull() || error.isMissingNode() ? Optional.empty() : Optional.of(error.toString()),
                value.path("unitsConsumed").asLong(),
                logs(value));
    }

    /** What recent slots asked, from the least to the most, in micro-lamports per unit. */
    static List<Lamports> prices(JsonNode fees) {
        return elements(fees)
                .map(slot -> lamports(slot.required("prioritizationFee")))
                .sorted()
                .toList();
    }

    /** The price that this share of the slots asked at most; zero when none is known. */
    static Lamports percentile(List<Lamports> prices, int percent) {
        int rank = (prices.size() * percent + 99) / 100;
        return prices.isEmpty() ? Lamports.ZERO : prices.get(Math.max(rank, 1) - 1);
    }

    private static List<String> logs(JsonNode data) {
        List<String> logs = new ArrayList<>();
        elements(data.path("logs")).limit(MAX_LOGS).forEach(line -> logs.add(line.asText()));
        return logs;
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
