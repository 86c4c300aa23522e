package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.order.OrderRequest;
import dev.tidepool.staking.solana.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What makes a repeated build request the same one: the client's key, bound to the order it came with. */
record BuildKey(Optional<String> key, Bytes requestHash) {

    private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]{1,255}");

    static BuildKey of(@Nullable String header, OrderRequest request) {
        if (header != null && !PRINTABLE.matcher(header).matches()) {
            throw Problem.invalidField("Idempotency-Key", "Idempotency-Key has 1 to 255 printable ASCII characters.");
        }
        Bytes canonical = Bytes.of(request.toString().getBytes(StandardCharsets.UTF_8));
        return new BuildKey(Optional.ofNullable(header), canonical.sha256());
    }

    /**
     * Passes the same order for the same cluster only.
     *
     * @throws Problem 409 when the key came with another order, or for another cluster, before
     */
    void requireSame(Bytes earlierHash, boolean sameCluster) {
        if (!sameCluster || !requestHash.equals(earlierHash)) {
            throw Problem.of(
                    TransactionError.IDEMPOTENCY_KEY_REUSED,
                    "This Idempotency-Key came with another request before. Use a new key for a new request.");
        }
    }
}
