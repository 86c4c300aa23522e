package dev.tidepool.load;

import dev.tidepool.local.Console;
import dev.tidepool.local.Home;
import dev.tidepool.local.chain.ChainProgram;
import dev.tidepool.local.chain.SolanaChain;
import dev.tidepool.local.process.Ports;
import dev.tidepool.local.process.Programs;
import dev.tidepool.local.process.Server;
import dev.tidepool.local.process.StopMode;
import dev.tidepool.local.store.DatabaseSetup;
import dev.tidepool.local.store.DatabaseUrl;
import dev.tidepool.local.store.PostgresServer;
import dev.tidepool.local.store.RedisServer;
import dev.tidepool.local.suite.Service;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything a run needs, as processes: PostgreSQL and Redis as the launcher starts them, and what is measured. */
final class Stand implements AutoCloseable {
    private final Home home;
    private final Ports ports = new Ports();
    private final Deque<Server> started = new ArrayDeque<>();
    private final PostgresServer postgres;
    private final RedisServer redis;
    private final DatabaseSetup.Passwords passwords = new DatabaseSetup.Passwords(random(24), random(24));

    /** @param measured services of the suite, by the names of their schemas */
    Stand(Home home, Service... measured) {
        this(home, random(24), measured);
    }

    /** @param password the database's; that of the run before where its data is to be used again */
    Stand(Home home, String password, Service... measured) {
        this.home = home;
        home.create();
        this.postgres = start(new PostgresServer(home, ports.choose(0), password));
        this.redis = start(new RedisServer(home, ports.choose(0), random(24)));
        DatabaseSetup.apply(
                postgres.database(), Stream.of(measured).collect(Collectors.toMap(Service::id, service -> passwords)));
    }

    Program upstream() {
        int port = ports.choose(0);
        return start(ours("upstream", Upstream.class, port, List.of(Integer.toString(port))));
    }

    Program floor(Program upstream) {
        int port = ports.choose(0);
        return start(ours(
                "floor", FloorProxy.class, port, List.of(Integer.toString(port), Integer.toString(upstream.port()))));
    }

    /** What the local chain answers to builds; it runs only meanwhile. */
    StakeRecording recording() throws IOException {
        SolanaChain chain = switch (ChainProgram.search(home, new Console(System.out))) {
            case ChainProgram.Search.Found(ChainProgram program) -> new SolanaChain(home, program, ports.choose(0));
            case ChainProgram.Search.Missing(String reason) -> throw new IllegalStateException(reason);
        };
        chain.start();
        try {
            return StakeRecording.of(chain.url(), home.directory().resolve("chain.json"));
        } finally {
            chain.stop(StopMode.AT_ONCE);
        }
    }

    /** A node that answers so. */
    Program recordedNode(StakeRecording recording, Duration late) {
        int port = ports.choose(0);
        return start(ours(
                "node",
                RecordedNode.class,
                port,
                List.of(
                        Integer.toString(port),
                        Long.toString(late.toMillis()),
                        recording.file().toString())));
    }

    /** The program of {@code deploy/load/express}, whose packages are installed. */
    Program express(Program node) {
        int port = ports.choose(0);
        String program = home.root().resolve("deploy/load/express/server.js").toString();
        String executable = Programs.find("node")
                .orElseThrow(() -> new IllegalStateException("Node is not on the PATH"))
                .toString();
        return start(Program.node(
                home,
                "express",
                port,
                List.of(executable, program, Integer.toString(port), node.url()),
                Map.of("NODE_ENV", "production")));
    }

    /** The packaged gateway, with one organisation of the largest tier for each key. */
    Program gateway(Program upstream, List<String> keys) {
        Home.writePrivate(home.bootstrap(), bootstrap(keys));
        Map<String, String> variables = new HashMap<>();
        variables.put("TIDEPOOL_SESSION_URL", upstream.url());
        variables.put("TIDEPOOL_SOCIAL_URL", upstream.url());
        variables.put("TIDEPOOL_STAKING_URL", upstream.url());
        variables.put("TIDEPOOL_SIGNING_KEYS_DIR", home.signingKeys().toString());
        variables.put("TIDEPOOL_BOOTSTRAP_FILE", home.bootstrap().toString());
        // Nothing may be refused: the count is made all the same.
        variables.put("TIDEPOOL_LIMIT_GOVERNMENT_PER_MINUTE", "1000000");
        return packaged(Service.GATEWAY, variables);
    }

    /** A packaged service, with what it needs beyond the stores. */
    Program packaged(Service service, Map<String, String> more) {
        return packaged(service, more, List.of());
    }

    /** The same with flags of the Java machine, which win over the launcher's. */
    Program packaged(Service service, Map<String, String> more, List<String> flags) {
        int port = ports.choose(0);
        String folder = System.getProperty("load." + service.id(), service.module() + "/target/quarkus-app");
        String jar = home.root().resolve(folder + "/quarkus-run.jar").toString();
        Map<String, String> variables = environment(service, port);
        variables.putAll(more);
        return start(Program.java(
                home,
                service.id(),
                service,
                port,
                Stream.concat(flags.stream(), Stream.of("-jar", jar)).toList(),
                variables));
    }

    DatabaseUrl database() {
        return postgres.database();
    }

    /** With the password. */
    String redisAddress() {
        return redis.address().text();
    }

    double postgresCpuSeconds() {
        return Program.cpuSecondsOfAll(postgres.pid().orElseThrow());
    }

    double redisCpuSeconds() {
        return Program.cpuSeconds(redis.pid().orElseThrow());
    }

    static String newKey() {
        return "tidepool_" + random(32);
    }

    private Map<String, String> environment(Service service, int port) {
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables.put("MALLOC_ARENA_MAX", "2");
        variables.put("TIDEPOOL_BIND", "127.0.0.1");
        variables.put("TIDEPOOL_PORT", Integer.toString(port));
        variables.put("TIDEPOOL_MANAGEMENT_PORT", Integer.toString(ports.choose(0)));
        variables.put("TIDEPOOL_REDIS_URL", redis.address().text());
        variables.put("TIDEPOOL_CURSOR_SECRET", random(32));
        variables.put("TIDEPOOL_DATABASE_URL", postgres.database().withoutCredentials());
        variables.put("TIDEPOOL_DATABASE_USER", "tidepool_" + service.id());
        variables.put("TIDEPOOL_DATABASE_PASSWORD", passwords.service());
        variables.put("TIDEPOOL_DATABASE_OWNER_USER", "tidepool_" + service.id() + "_owner");
        variables.put("TIDEPOOL_DATABASE_OWNER_PASSWORD", passwords.owner());
        return variables;
    }

    private static String bootstrap(List<String> keys) {
        StringBuilder json = new StringBuilder("{\"organizations\":[");
        for (String key : keys) {
            json.append(json.charAt(json.length() - 1) == '[' ? "" : ",")
                    .append("{\"name\":\"load-")
                    .append(key, key.length() - 6, key.length())
                    .append("\",\"tier\":\"government\",\"apiKey\":\"")
                    .append(key)
                    .append("\"}");
        }
        return json.append("]}").toString();
    }

    private Program ours(String name, Class<?> program, int port, List<String> arguments) {
        List<String> all =
                new java.util.ArrayList<>(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        all.addAll(arguments);
        return Program.java(home, name, Service.GATEWAY, port, all, Map.of("MALLOC_ARENA_MAX", "2"));
    }

    private <S extends Server> S start(S server) {
        started.push(server);
        server.start();
        return server;
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            started.pop().stop(StopMode.AT_ONCE);
        }
    }

    static String random(int bytes) {
        byte[] value = new byte[bytes];
        new SecureRandom().nextBytes(value);
        return HexFormat.of().formatHex(value);
    }
}
