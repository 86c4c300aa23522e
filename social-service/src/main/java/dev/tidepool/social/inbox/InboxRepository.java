package dev.tidepool.social.inbox;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.inbox.InboxSlice.InboxEntry;
import dev.tidepool.social.post.PostId;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Inboxes in Redis. Each is one sorted set, so that it is there whole or not at all: ids of posts by the microsecond they were
 * written in, and above them a marker. {@code ready:<run>:<sources>} says for which sources it was filled and while which
 * process of Redis ran, as one that was started again may have lost its last second; {@code filling:<token>} says that somebody
 * fills it: what is new is put there already. An inbox below its capacity lacks nothing, another nothing above its last post.
 */
@ApplicationScoped
class InboxRepository {

    private static final String RUN = "string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')";

    /** KEYS: the inbox, the list of all. ARGV: token, milliseconds kept, how many may be there, now in milliseconds, the reader. */
    private static final String BEGIN = """
            redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', ARGV[4] - ARGV[2])
            redis.call('ZADD', KEYS[2], ARGV[4], ARGV[5])
            for spare = 1, math.min(redis.call('ZCARD', KEYS[2]) - ARGV[3], 100) do
              redis.call('DEL', 'inbox:' .. redis.call('ZPOPMIN', KEYS[2])[1])
            end
            redis.call('DEL', KEYS[1])
            redis.call('ZADD', KEYS[1], '+inf', 'filling:' .. ARGV[1])
            redis.call('PEXPIRE', KEYS[1], ARGV[2])
            return %s""".formatted(RUN);

    /** KEYS: the inbox. ARGV: token, milliseconds kept, capacity, run, sources, then scores and posts. */
    private static final String FINISH = """
            if %s ~= ARGV[4] or not redis.call('ZSCORE', KEYS[1], 'filling:' .. ARGV[1]) then return 0 end
            for at = 6, #ARGV, 2 do redis.call('ZADD', KEYS[1], ARGV[at], ARGV[at + 1]) end
            redis.call('ZREM', KEYS[1], 'filling:' .. ARGV[1])
            redis.call('ZADD', KEYS[1], '+inf', 'ready:' .. ARGV[4] .. ':' .. ARGV[5])
            redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -ARGV[3] - 2)
            redis.call('PEXPIRE', KEYS[1], ARGV[2])
            return 1""".formatted(RUN);

    /** KEYS: the inbox, the list of all. ARGV: greatest score, count, milliseconds kept, sources, now in milliseconds, the reader. */
    private static final String READ = """
            local ready = 'ready:' .. %s .. ':' .. ARGV[4]
            if not redis.call('ZSCORE', KEYS[1], ready) then return false end
            redis.call('PEXPIRE', KEYS[1], ARGV[3])
            redis.call('ZADD', KEYS[2], ARGV[5], ARGV[6])
            return {redis.call('ZCARD', KEYS[1]) - 1,
                redis.call('ZREVRANGEBYSCORE', KEYS[1], ARGV[1], '-inf', 'WITHSCORES', 'LIMIT', 0, ARGV[2])}""".formatted(RUN);

    /** KEYS: inboxes. ARGV: capacity, score, post. */
    private static final String PUSH = """
            local pushed = 0
            for at = 1, #KEYS do
              if redis.call('EXISTS', KEYS[at]) == 1 then
                redis.call('ZADD', KEYS[at], ARGV[2], ARGV[3])
                redis.call('ZREMRANGEBYRANK', KEYS[at], 0, -ARGV[1] - 2)
                pushed = pushed + 1
              end
            end
            return pushed""";

    /** The agents that have inboxes, by when they read last. */
    private static final String ALL = "inboxes";

    private final ReactiveRedisDataSource redis;
    private final InboxConfig config;

    InboxRepository(ReactiveRedisDataSource redis, InboxConfig config) {
        this.redis = redis;
        this.config = config;
    }

    /** Empties the inbox and marks it as being filled; the run of Redis that it began in. */
    Uni<String> begin(AgentId reader, String token) {
        String most = Integer.toString(config.mostInboxes());
        return redis.execute("EVAL", BEGIN, "2", key(reader), ALL, token, kept(), most, now(), reader.toString())
                .map(Response::toString);
    }

    /** Fills it with the newest posts, unless somebody else began since, or it was lost. True when it is ready. */
    Uni<Boolean> finish(AgentId reader, String token, String run, String sources, List<InboxEntry> posts) {
        List<String> arguments = new ArrayList<>(
                List.of(FINISH, "1", key(reader), token, kept(), Integer.toString(config.capacity()), run, sources));
        for (InboxEntry post : posts) {
            arguments.add(Long.toString(post.micros()));
            arguments.add(post.post().toString());
        }
        return redis.execute("EVAL", arguments.toArray(String[]::new)).map(done -> done.toInteger() == 1);
    }

    /**
     * So many posts from the microsecond on, the newest without one; empty when there is no inbox for these sources.
     *
     * @param sources what it must have been filled for
     */
    Uni<Optional<InboxSlice>> read(AgentId reader, String sources, Optional<Long> from, int count) {
        String greatest = from.map(String::valueOf).orElse("(+inf");
        return redis.execute(
                        "EVAL",
                        READ,
                        "2",
                        key(reader),
                        ALL,
                        greatest,
                        Integer.toString(count),
                        kept(),
                        sources,
                        now(),
                        reader.toString())
                .map(found -> Optional.ofNullable(found).map(slice -> sliceOf(slice, count)));
    }

    /** Puts a post into those of the inboxes that there are; how many. */
    Uni<Integer> push(InboxEntry post, List<AgentId> readers) {
        List<String> arguments = new ArrayList<>(List.of(PUSH, Integer.toString(readers.size())));
        readers.forEach(reader -> arguments.add(key(reader)));
        arguments.add(Integer.toString(config.capacity()));
        arguments.add(Long.toString(post.micros()));
        arguments.add(post.post().toString());
        return redis.execute("EVAL", arguments.toArray(String[]::new)).map(Response::toInteger);
    }

    private InboxSlice sliceOf(Response found, int count) {
        boolean lacksNothing = found.get(0).toInteger() < config.capacity();
        List<InboxEntry> entries = StreamSupport.stream(pairs(found.get(1)).spliterator(), false)
                .map(pair -> new InboxEntry(PostId.fromString(pair.getFirst()), Long.parseLong(pair.getLast())))
                .toList();
        return new InboxSlice(entries, lacksNothing && entries.size() < count);
    }

    private static List<List<String>> pairs(Response flat) {
        List<List<String>> pairs = new ArrayList<>();
        for (int at = 0; at < flat.size(); at += 2) {
            pairs.add(List.of(flat.get(at).toString(), flat.get(at + 1).toString()));
        }
        return pairs;
    }

    private static String now() {
        return Long.toString(DatabaseTime.now().toEpochMilli());
    }

    private String kept() {
        return Long.toString(config.keptFor().toMillis());
    }

    private static String key(AgentId reader) {
        return "inbox:" + reader;
    }
}
