package dev.tidepool.session.mcp;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.problem.Problem;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The protocol's sessions. Their ids are signed for the caller who began them and say until when they hold, so that every instance
 * knows them and nobody else can use them; nothing is kept of them but, in Redis, which were ended before their time.
 */
@ApplicationScoped
class McpSessions {

    private static final Logger LOG = Logger.getLogger(McpSessions.class);
    private static final String ENDED = "tidepool:mcp:ended:";
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final CursorCodec codec;
    private final ReactiveRedisDataSource redis;
    private final McpConfig config;

    McpSessions(CursorCodec codec, ReactiveRedisDataSource redis, McpConfig config) {
        this.codec = codec;
        this.redis = redis;
        this.config = config;
    }

    /** What an id says. */
    private record Opened(String name, Instant until) {}

    /** The id of a new one. */
    String begin(Caller.Member member) {
        Instant until = Instant.now().plus(config.sessionLifetime());
        return codec.encode(owner(member), UUID.randomUUID().toString(), Long.toString(until.getEpochSecond()));
    }

    /** Fails with 400 without an id, with 404 for one that is not the caller's, is past its time or was ended. */
    Uni<Void> require(Caller.Member member, @Nullable String id) {
        Opened opened = opened(member, id);
        return redis.key(String.class)
                .exists(ENDED + opened.name())
                .ifNoItem()
                .after(config.lookupTimeout())
                .fail()
                .onFailure()
                .recoverWithItem(McpSessions::presumedOpen)
                .invoke(ended -> {
                    if (ended) {
                        throw unknown();
                    }
                })
                .replaceWithVoid();
    }

    private static boolean presumedOpen(Throwable failure) {
        LOG.debugf("event=mcp_session_presumed_open reason=%s", failure.toString());
        return false;
    }

    /** Ends it for all instances. Fails as {@link #require} does, and with 503 when that cannot be written down. */
    Uni<Void> end(Caller.Member member, @Nullable String id) {
        Opened opened = opened(member, id);
        long seconds =
                Math.max(1, opened.until().getEpochSecond() - Instant.now().getEpochSecond());
        return require(member, id)
                .chain(() -> redis.value(String.class)
                        .setex(ENDED + opened.name(), seconds, "1")
                        .ifNoItem()
                        .after(config.lookupTimeout())
                        .fail()
                        .onFailure()
                        .transform(
                                failure -> Problem.unavailable("The session cannot be ended now. Try again.", RETRY)));
    }

    private Opened opened(Caller.Member member, @Nullable String id) {
        if (id == null) {
            throw Problem.badRequest(
                    "Send initialize first, and with all that follows the header Mcp-Session-Id of its answer.");
        }
        Opened opened = read(member, id);
        if (!opened.until().isAfter(Instant.now())) {
            throw unknown();
        }
        return opened;
    }

    private Opened read(Caller.Member member, String id) {
        try {
            List<String> fields = codec.decode(owner(member), id);
            return new Opened(fields.getFirst(), Instant.ofEpochSecond(Long.parseLong(fields.getLast())));
        } catch (Problem refused) {
            throw unknown();
        }
    }

    private static String owner(Caller.Member member) {
        return "mcp:" + member.organization() + ":" + member.subject();
    }

    private static Problem unknown() {
        return Problem.of(
                McpError.MCP_SESSION_NOT_FOUND, "The session has ended or is not yours. Send initialize again.");
    }
}
