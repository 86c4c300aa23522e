package dev.tidepool.local.suite;

import dev.tidepool.local.Console;
import dev.tidepool.local.Home;
import dev.tidepool.local.chain.ChainProgram;
import dev.tidepool.local.chain.SolanaChain;
import dev.tidepool.local.process.Probe;
import dev.tidepool.local.process.Server;
import dev.tidepool.local.store.DatabaseSetup;
import dev.tidepool.local.store.DatabaseUrl;
import dev.tidepool.local.store.PostgresServer;
import dev.tidepool.local.store.RedisServer;
import dev.tidepool.local.store.RedisUrl;
import dev.tidepool.local.store.UserServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What one run consists of.
 *
 * @param foundation databases and chain, which the services need first
 * @param services in the order they are shown
 * @param database with the right to make roles
 * @param solanaUrls the RPC endpoints of the services, comma separated; empty when there is no chain
 */
record Plan(
        List<Server> foundation,
        List<Server> services,
        DatabaseUrl database,
        Secrets secrets,
        Addresses addresses,
        String solanaUrls) {

    /** Decides everything before anything starts; {@code developed} runs with live reload. */
    static Plan make(Home home, Settings settings, Optional<Service> developed, Console console) {
        Secrets secrets = Secrets.of(home);
        Addresses addresses = Addresses.choose(settings);
        PostgresServer postgres = new PostgresServer(home, addresses.postgres(), secrets.postgresPassword());
        RedisServer redis = new RedisServer(home, addresses.redis(), secrets.redisPassword());
        DatabaseUrl database = settings.database().orElseGet(postgres::database);
        RedisUrl redisUrl = settings.redis().orElseGet(redis::address);

        List<Server> foundation = new ArrayList<>();
        foundation.add(settings.database().<Server>map(Plan::usersDatabase).orElse(postgres));
        foundation.add(settings.redis().<Server>map(Plan::usersRedis).orElse(redis));
        Optional<SolanaChain> chain =
                settings.solanaUrls().isPresent() ? Optional.empty() : chain(home, addresses, console);
        chain.ifPresent(foundation::add);

        String solanaUrls =
                settings.solanaUrls().or(() -> chain.map(SolanaChain::url)).orElse("");
        ServiceEnvironment environment = new ServiceEnvironment(
                home, settings, secrets, addresses, database.withoutCredentials(), redisUrl.text(), solanaUrls);
        List<Server> services = Arrays.stream(Service.values())
                .<Server>map(service -> developed.filter(service::equals).isPresent()
                        ? new DevelopedService(home, service, environment)
                        : new ServiceServer(home, service, environment))
                .toList();
        return new Plan(foundation, services, database, secrets, addresses, solanaUrls);
    }

    /** The first endpoint, for people. */
    String solanaUrl() {
        return solanaUrls.split(",", 2)[0].strip();
    }

    private static Optional<SolanaChain> chain(Home home, Addresses addresses, Console console) {
        return switch (ChainProgram.search(home, console)) {
            case ChainProgram.Search.Found found ->
                Optional.of(new SolanaChain(home, found.program(), addresses.solana()));
            case ChainProgram.Search.Missing missing -> {
                console.event("solana", "left out: " + missing.reason());
                console.event("", "staking answers `chain not configured`; all else works");
                yield Optional.empty();
            }
        };
    }

    private static UserServer usersDatabase(DatabaseUrl url) {
        return new UserServer(
                "postgres",
                url.withoutCredentials(),
                new Probe.Accepts(url.host(), url.port()),
                () -> DatabaseSetup.requireReachable(url));
    }

    private static UserServer usersRedis(RedisUrl url) {
        return new UserServer("redis", url.shown(), new Probe.Accepts(url.host(), url.port()), url::requireReachable);
    }
}
