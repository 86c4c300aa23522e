package dev.tidepool.load;

import dev.tidepool.staking.solana.PublicKey;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Orders of stakes, each of another wallet than the one before, so that no wallet comes to its limit.
 *
 * @param wallets addresses of key pairs, whose private halves are thrown away
 * @param vote the validator's account
 */
record StakeOrders(List<String> wallets, String vote) {
    private static final int WALLETS = 20_000;
    private static final int KEY_BYTES = 32;
    private static final long LEAST = 1_000_000_000L;

    static StakeOrders of(String vote) {
        try {
            KeyPairGenerator keys = KeyPairGenerator.getInstance("Ed25519");
            return new StakeOrders(
                    Stream.generate(() -> address(keys)).limit(WALLETS).toList(), vote);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String address(KeyPairGenerator keys) {
        byte[] encoded = keys.generateKeyPair().getPublic().getEncoded();
        return PublicKey.of(Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length))
                .toString();
    }

    /** The body of one of them. */
    String json(int number) {
        return "{\"owner\":\"%s\",\"validator\":\"%s\",\"lamports\":\"%d\"}"
                .formatted(wallets.get(number % wallets.size()), vote, LEAST + number);
    }

    /** For wrk: each of its threads goes through the wallets from a place of its own, and makes up a body for each request. */
    String script(String bearer) {
        return """
                local wallets = {%s}
                local threads = 0
                setup = function(thread)
                    thread:set("at", %d + threads * #wallets / 2)
                    threads = threads + 1
                end
                wrk.method = "POST"
                wrk.headers["Content-Type"] = "application/json"
                wrk.headers["Authorization"] = "%s"
                request = function()
                    at = at %% #wallets + 1
                    return wrk.format(nil, nil, nil, '{"owner":"' .. wallets[at] .. '","validator":"%s","lamports":"'
                        .. string.format("%%d", %d + at) .. '"}')
                end
                """.formatted(
                        wallets.stream().map(wallet -> '"' + wallet + '"').collect(Collectors.joining(",")),
                        ThreadLocalRandom.current().nextInt(WALLETS),
                        bearer,
                        vote,
                        LEAST)
                + Wrk.TELLING_P95;
    }
}
