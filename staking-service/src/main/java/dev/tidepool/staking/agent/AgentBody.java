package dev.tidepool.staking.agent;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The fields of a request of these paths, and the same in the words of a build. Every refusal names the field as it came. */
final class AgentBody {

    /** What a build calls them. */
    private static final Map<String, String> WORDS = Map.of(
            "agentWallet", "owner",
            "amount", "lamports",
            "validatorVoteAccount", "validator",
            "stakeAuthority", "staker",
            "stakeAccount", "stakeAccount");

    private final Map<String, @Nullable Object> given;

    /** @throws Problem 400 for a field that is none of these */
    AgentBody(@Nullable Map<String, @Nullable Object> given, Set<String> taken) {
        if (given == null) {
            throw Problem.badRequest("Send a JSON body.");
        }
        this.given = given;
        for (String name : given.keySet()) {
            if (!taken.contains(name)) {
                throw Problem.invalidField(
                        name,
                        "%s is no field here; there are %s.".formatted(name, String.join(", ", new TreeSet<>(taken))));
            }
        }
    }

    /** An address. */
    PublicKey wallet(String name) {
        return address(name).orElseThrow(() -> missing(name));
    }

    Optional<PublicKey> address(String name) {
        Object value = given.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof String text)) {
            throw Problem.invalidField(name, name + " must be a JSON string: an address in base58.");
        }
        try {
            return Optional.of(PublicKey.parse(text));
        } catch (IllegalArgumentException refused) {
            throw Problem.invalidField(name, name + ": " + refused.getMessage() + ".");
        }
    }

    /** Lamports, as a JSON number or, exact at any size, as a decimal string. */
    Lamports amount() {
        return optionalAmount().orElseThrow(() -> missing("amount"));
    }

    Optional<Lamports> optionalAmount() {
        Object value = given.get("amount");
        if (value == null) {
            return Optional.empty();
        }
        boolean whole = value instanceof Integer || value instanceof Long || value instanceof BigInteger;
        if (!whole && !(value instanceof String)) {
            throw Problem.invalidField("amount", "amount must be whole lamports, as a number or a decimal string.");
        }
        try {
            return Optional.of(Lamports.parse(value.toString()));
        } catch (IllegalArgumentException refused) {
            throw Problem.invalidField("amount", "amount: " + refused.getMessage() + ".");
        }
    }

    /** A small whole number, or the same as a string, as it comes in a query. */
    Optional<Integer> whole(String name) {
        Object value = given.get(name);
        if (value == null) {
            return Optional.empty();
        }
        String text = value.toString();
        if (value instanceof Double || !text.matches("[0-9]{1,6}")) {
            throw Problem.invalidField(name, name + " must be a whole number.");
        }
        return Optional.of(Integer.valueOf(text));
    }

    /** What was given, for a build. */
    Map<String, @Nullable Object> order() {
        Map<String, @Nullable Object> order = new HashMap<>();
        WORDS.forEach((name, word) -> {
            if (given.get(name) != null && !name.equals("amount")) {
                order.put(word, given.get(name));
            }
        });
        optionalAmount().ifPresent(amount -> order.put("lamports", amount.toString()));
        return order;
    }

    /** The same refusal with the field's name as it came. */
    static Throwable renamed(Throwable failure) {
        if (!(failure instanceof Problem problem)) {
            return failure;
        }
        return WORDS.entrySet().stream()
                .filter(word -> word.getValue().equals(problem.members().get("field")))
                .findFirst()
                .<Throwable>map(word -> problem.with("field", word.getKey()))
                .orElse(problem);
    }

    private static Problem missing(String name) {
        return Problem.invalidField(name, name + " is required.");
    }
}
