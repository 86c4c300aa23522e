package dev.tidepool.staking.order;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request's JSON object, read field by field. A field that nobody reads is refused in the end: to pass over one that
 * was meant, such as an amount, could cost money. Every refusal is 400 INVALID_FIELD with the field's name.
 */
final class Fields {

    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,19}");

    private final Map<String, ? extends @Nullable Object> given;
    private final Set<String> read = new HashSet<>();

    /** By their text: one and the same is often several things, and whether it can sign takes a while to tell. */
    private final Map<String, PublicKey> wallets = new HashMap<>();

    Fields(Map<String, ? extends @Nullable Object> given) {
        this.given = given;
    }

    boolean has(String name) {
        return value(name) != null;
    }

    PublicKey key(String name) {
        return required(name, optionalKey(name));
    }

    Optional<PublicKey> optionalKey(String name) {
        return text(name).map(text -> parsed(name, text, PublicKey::parse));
    }

    /** An address that can sign. */
    PublicKey wallet(String name) {
        return required(name, optionalWallet(name));
    }

    Optional<PublicKey> optionalWallet(String name) {
        return text(name).map(text -> wallets.computeIfAbsent(text, address -> signer(name, address)));
    }

    private PublicKey signer(String name, String text) {
        PublicKey key = parsed(name, text, PublicKey::parse);
        if (!key.onCurve()) {
            throw Problem.invalidField(
                    name, name + " must be a wallet that can sign: this address has no private key.");
        }
        return key;
    }

    /** Who has the power of that name: the field that is called so, or the owner, who has all of them. */
    Authority authority(String power) {
        Optional<PublicKey> named = optionalWallet(power);
        Optional<PublicKey> owner = optionalWallet("owner");
        return named.map(key -> new Authority(power, key))
                .or(() -> owner.map(key -> new Authority("owner", key)))
                .orElseThrow(() -> missing(power.equals("owner") ? power : power + " (or owner, who is it)", power));
    }

    /** In {@code lamports}, or in {@code sol}. */
    Lamports lamports() {
        Optional<Lamports> exact = text("lamports").map(text -> parsed("lamports", text, Lamports::parse));
        Optional<Lamports> sol = text("sol").map(text -> parsed("sol", text, Lamports::parseSol));
        if (exact.isPresent() && sol.isPresent()) {
            throw Problem.invalidField("sol", "sol and lamports say the same: give one of them.");
        }
        return required("lamports", exact.or(() -> sol));
    }

    /** The same, or empty for {@code "all"} lamports. */
    Optional<Lamports> lamportsOrAll() {
        return text("lamports").filter("all"::equals).isPresent() && !has("sol")
                ? Optional.empty()
                : Optional.of(lamports());
    }

    /** A whole amount of something else, or empty for {@code "all"}. */
    Optional<Lamports> amountOrAll(String name) {
        String text = required(name, text(name));
        return text.equals("all") ? Optional.empty() : Optional.of(parsed(name, text, Lamports::parse));
    }

    /** Objects within this one, each with the fields that it has. */
    List<Fields> objects(String name, int most) {
        Object value = value(name);
        if (!(value instanceof List<?> list) || list.isEmpty() || list.size() > most) {
            throw Problem.invalidField(name, "%s must be a list of 1 to %d objects.".formatted(name, most));
        }
        return list.stream().map(item -> object(name, item)).toList();
    }

    private static Fields object(String name, @Nullable Object item) {
        if (!(item instanceof Map<?, ?> map)) {
            throw Problem.invalidField(name, name + " must be a list of objects.");
        }
        Map<String, @Nullable Object> fields = new HashMap<>();
        map.forEach((key, value) -> fields.put(String.valueOf(key), value));
        return new Fields(fields);
    }

    Optional<String> text(String name) {
        Object value = value(name);
        if (value != null && !(value instanceof String)) {
            throw Problem.invalidField(name, name + " must be a JSON string.");
        }
        return Optional.ofNullable((String) value);
    }

    /** Whether it is this text; it may be anything else. */
    boolean isText(String name, String text) {
        return text.equals(value(name));
    }

    boolean flag(String name) {
        Object value = value(name);
        if (value != null && !(value instanceof Boolean)) {
            throw Problem.invalidField(name, name + " must be true or false.");
        }
        return Boolean.TRUE.equals(value);
    }

    /** A whole number, as JSON number or as text. */
    Optional<Long> integer(String name, long least) {
        Object value = value(name);
        if (value == null) {
            return Optional.empty();
        }
        String text = value.toString();
        boolean whole = value instanceof Integer || value instanceof Long || value instanceof String;
        if (!whole || !INTEGER.matcher(text).matches()) {
            throw Problem.invalidField(name, name + " must be a whole number.");
        }
        long number = parsed(name, text, Long::parseLong);
        if (number < least) {
            throw Problem.invalidField(name, "%s must be %d or more.".formatted(name, least));
        }
        return Optional.of(number);
    }

    <T> T required(String name, Optional<T> value) {
        return value.orElseThrow(() -> missing(name, name));
    }

    <T> T parsed(String name, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException refused) {
            throw Problem.invalidField(name, name + ": " + refused.getMessage() + ".");
        }
    }

    void refuseOthers(String kind) {
        Set<String> others = new TreeSet<>(given.keySet());
        others.removeAll(read);
        if (!others.isEmpty()) {
            String first = others.iterator().next();
            throw Problem.invalidField(
                    first,
                    "%s is no field of %s, which takes %s."
                            .formatted(first, kind, String.join(", ", new TreeSet<>(read))));
        }
    }

    private @Nullable Object value(String name) {
        read.add(name);
        return given.get(name);
    }

    private static Problem missing(String what, String field) {
        return Problem.invalidField(field, what + " is required.");
    }
}
