package dev.tidepool.gateway.identity;

import dev.tidepool.kernel.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Hashes passwords and compares them, a few at a time on threads of their own: one takes a third of a second by design, and
 * a flood of log-ins must not take every processor from the other requests.
 *
 * <p>A hash is {@code v2} and bcrypt's own text over {@link Password#digest()}. What does not begin so matches nothing: the
 * bootstrap file replaces it at the next start.
 */
@Startup
@ApplicationScoped
class Passwords {

    private static final String VERSION = "v2";
    private static final Pattern COST = Pattern.compile(Pattern.quote(VERSION) + "\\$2a\\$(\\d\\d)\\$");
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final WorkerExecutor workers;
    private final AtomicInteger pending = new AtomicInteger();
    private final int most;
    private final int cost;
    private final Timer timer;

    /** Compared with when there is no account, so that the answer takes as long. */
    private final String nobody;

    Passwords(Vertx vertx, IdentityConfig config, MeterRegistry metrics) {
        if (config.passwordCost() < 10 || config.passwordCost() > 16 || config.passwordThreads() < 1) {
            throw new IllegalStateException("tidepool.identity.password-cost must be 10 to 16 and password-threads at"
                    + " least 1: " + config.passwordCost() + ", " + config.passwordThreads());
        }
        this.workers = vertx.createSharedWorkerExecutor("tidepool-passwords", config.passwordThreads());
        this.most = config.passwordThreads() + config.passwordQueue();
        this.cost = config.passwordCost();
        this.timer = metrics.timer("tidepool.identity.passwords");
        this.nobody = nobody(cost);
        metrics.gauge("tidepool.identity.passwords.pending", pending);
    }

    @PreDestroy
    void close() {
        workers.close();
    }

    Uni<String> hash(Password password) {
        return onWorker(() -> VERSION + BcryptUtil.bcryptHash(password.digest(), cost));
    }

    /** A wrong password takes as long whatever cost the hash was made with, unless that was a higher one than now. */
    Uni<Boolean> matches(Password password, String hash) {
        return onWorker(() -> {
            boolean same = compare(password, hash);
            if (!same) {
                idle(password, hash);
            }
            return same;
        });
    }

    private static boolean compare(Password password, String hash) {
        return hash.startsWith(VERSION) && BcryptUtil.matches(password.digest(), hash.substring(VERSION.length()));
    }

    /** Each cost takes twice as long as the one before: one comparison of each makes up for what is missing. */
    private void idle(Password password, String hash) {
        Matcher made = COST.matcher(hash);
        if (made.lookingAt()) {
            IntStream.range(Integer.parseInt(made.group(1)), cost).forEach(step -> compare(password, nobody(step)));
        } else {
            compare(password, nobody(cost));
        }
    }

    private static String nobody(int cost) {
        return VERSION + "$2a$" + String.format(Locale.ROOT, "%02d", cost)
                + "$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy";
    }

    /** False, after as long as a comparison takes. */
    Uni<Boolean> matchesNobody(Password password) {
        return onWorker(() -> compare(password, nobody)).replaceWith(false);
    }

    /** Whether the hash was made in another way than one would be made now. */
    boolean isOutdated(String hash) {
        return !hash.startsWith(VERSION + "$2a$" + cost + "$");
    }

    private <T> Uni<T> onWorker(Callable<T> work) {
        return Uni.createFrom().deferred(() -> {
            if (pending.incrementAndGet() > most) {
                pending.decrementAndGet();
                throw Problem.unavailable("Too many log-ins are under way. Try again.", RETRY);
            }
            return run(work).onTermination().invoke(pending::decrementAndGet);
        });
    }

    private <T> Uni<T> run(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() -> workers.executeBlocking(() -> timer.recordCallable(work), false)
                        .toCompletionStage());
    }
}
