package dev.tidepool.gateway.identity;

import io.quarkus.elytron.security.common.BcryptUtil;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/** Hashes passwords and compares them, on worker threads: one comparison takes tens of milliseconds by design. */
@ApplicationScoped
class Passwords {

    /** bcrypt reads no more; a longer password would be cut off silently. */
    static final int MAX_BYTES = 72;

    /** Two to this power rounds. */
    private static final int COST = 10;

    /** Any hash of this cost: compared with when there is no account, so that the answer takes as long. */
    private static final String NOBODY = "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy";

    private final Vertx vertx;

    Passwords(Vertx vertx) {
        this.vertx = vertx;
    }

    Uni<String> hash(String password) {
        requireLength(password);
        return onWorker(() -> BcryptUtil.bcryptHash(password, COST));
    }

    Uni<Boolean> matches(String password, String hash) {
        boolean whole = password.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
        return onWorker(() -> BcryptUtil.matches(password, hash)).map(same -> same && whole);
    }

    /** False, after as long as a comparison takes. */
    Uni<Boolean> matchesNobody(String password) {
        return matches(password, NOBODY).replaceWith(false);
    }

    private static void requireLength(String password) {
        int bytes = password.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 12 || bytes > MAX_BYTES) {
            throw new IllegalArgumentException("a password must have 12 to " + MAX_BYTES + " bytes, not " + bytes);
        }
    }

    private <T> Uni<T> onWorker(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(work, false).toCompletionStage());
    }
}
