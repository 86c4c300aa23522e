package dev.tidepool.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidepool.local.process.Ports;
import dev.tidepool.local.process.StopMode;
import dev.tidepool.local.store.PostgresServer;
import dev.tidepool.local.store.RedisServer;
import dev.tidepool.local.suite.Snapshot;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A launcher that starts, and how it lives. */
class LaunchTest extends LaunchFixture {
    @Test
    void startsEverythingHandsOutCredentialsAndStops() throws Exception {
        LauncherProcess launcher = up(Map.of());

        assertThat(launcher.output()).contains("Tidepool is ready", "gateway", "http://127.0.0.1:");
        assertThat(launcher.output()).contains("solana", "chain not configured");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.environmentFile())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.directory())))
                .isEqualTo("rwx------");
        Map<String, String> handed = launcher.environmentFile();
        assertThat(handed.keySet())
                .containsExactly(
                        "TIDEPOOL_URL",
                        "TIDEPOOL_API_KEY",
                        "TIDEPOOL_API_KEY_OPEN_SOURCE",
                        "TIDEPOOL_ADMIN_EMAIL",
                        "TIDEPOOL_ADMIN_PASSWORD",
                        "TIDEPOOL_OPERATOR_TOKEN",
                        "TIDEPOOL_SOLANA_RPC_URL",
                        "TIDEPOOL_GATEWAY_MANAGEMENT_URL",
                        "TIDEPOOL_SESSION_MANAGEMENT_URL",
                        "TIDEPOOL_SOCIAL_MANAGEMENT_URL",
                        "TIDEPOOL_STAKING_MANAGEMENT_URL");
        assertThat(handed.get("TIDEPOOL_API_KEY")).matches("tidepool_[0-9a-f]{64}");
        assertThat(handed.get("TIDEPOOL_OPERATOR_TOKEN")).matches("[0-9a-f]{64}");
        assertThat(Files.readString(home.bootstrap())).contains(handed.get("TIDEPOOL_API_KEY"), "government");
        assertThat(command(Map.of(), "status").exitCode()).isZero();

        assertThat(launcher.stop()).isZero();
        assertThat(launcher.output()).contains("Stopped");
        assertThat(command(Map.of(), "status").exitCode()).isEqualTo(1);
    }

    @Test
    void givesEachServiceItsOwnRolesAndTheUsersVariables() throws Exception {
        LauncherProcess launcher = up(Map.of("TIDEPOOL_BODY_LIMIT", "7M", "TIDEPOOL_BIND", "0.0.0.0"));

        String seen = get(launcher.environmentFile().get("TIDEPOOL_SOCIAL_MANAGEMENT_URL") + "/environment");
        assertThat(seen)
                .contains(
                        "TIDEPOOL_DATABASE_USER=tidepool_social,",
                        "TIDEPOOL_DATABASE_OWNER_USER=tidepool_social_owner,")
                .contains(
                        "TIDEPOOL_BODY_LIMIT=7M",
                        "TIDEPOOL_BIND=127.0.0.1",
                        "TIDEPOOL_CURSOR_SECRET=",
                        "TIDEPOOL_WEBHOOK_KEYS_DIR=")
                .doesNotContain(
                        "TIDEPOOL_SIGNING_KEYS_DIR",
                        "TIDEPOOL_SECRET_KEYS_DIR",
                        "TIDEPOOL_OPERATOR_TOKEN",
                        "TIDEPOOL_SOLANA_RPC_URLS",
                        "tidepool_admin");
        assertThat(launcher.stop()).isZero();
    }

    @Test
    void keepsCredentialsBetweenRuns() {
        LauncherProcess first = up(Map.of());
        String key = first.environmentFile().get("TIDEPOOL_API_KEY");
        first.stop();

        LauncherProcess second = up(Map.of());
        assertThat(second.environmentFile().get("TIDEPOOL_API_KEY")).isEqualTo(key);
        second.stop();
    }

    @Test
    void restartsAServiceThatWasKilledOnceTheHoldIsLifted() throws Exception {
        LauncherProcess launcher = up(Map.of());
        Files.createFile(home.restartHold());
        ProcessHandle session = ProcessHandle.of(row("session").pid()).orElseThrow();
        session.destroyForcibly();
        await().until(() -> launcher.output().contains("down: it was killed by signal 9"));
        assertThat(command(Map.of(), "status").exitCode()).isEqualTo(1);

        Files.delete(home.restartHold());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> row("session").state().startsWith("ready"));
        assertThat(row("session").pid()).isNotEqualTo(session.pid());
        launcher.stop();
    }

    @Test
    void refusesASecondLauncherOfTheSameHome() {
        LauncherProcess launcher = up(Map.of());

        LauncherProcess second = command(Map.of(), "up");
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.output()).contains("runs already", "./tidepool down");
        launcher.stop();
    }

    @Test
    void endsWhatAKilledLauncherLeftBehind() {
        LauncherProcess killed = up(Map.of());
        List<Snapshot.Row> left = killed.snapshot().servers();
        killed.kill();
        assertThat(left).allMatch(row -> isAlive(row.pid()));

        LauncherProcess next = up(Map.of());
        assertThat(left).noneMatch(row -> isAlive(row.pid()));
        assertThat(next.output()).contains("still runs from an earlier start");
        next.stop();
    }

    @Test
    void detachesAndIsStoppedByDown() {
        LauncherProcess up = command(Map.of(), "up", "-d");
        assertThat(up.exitCode()).as(up.output()).isZero();
        assertThat(up.output()).contains("postgres", "Tidepool is ready");
        assertThat(command(Map.of(), "status").exitCode()).isZero();

        LauncherProcess down = command(Map.of(), "down");
        assertThat(down.exitCode()).isZero();
        assertThat(down.output()).contains("Tidepool has stopped.");
    }

    @Test
    void usesTheServersOfTheUser() throws IOException {
        Home other = new Home(home.root(), directory.resolve("the user's"));
        other.create();
        Ports ports = new Ports();
        PostgresServer postgres = new PostgresServer(other, ports.choose(0), "p@ss word");
        RedisServer redis = new RedisServer(other, ports.choose(0), "word");
        try {
            postgres.start();
            redis.start();
            String url = postgres.url().replace("//", "//tidepool_admin:p%40ss%20word@");
            LauncherProcess launcher = up(Map.of(
                    "TIDEPOOL_DATABASE_URL",
                    url,
                    "TIDEPOOL_REDIS_URL",
                    redis.address().text()));

            assertThat(row("postgres"))
                    .extracting(Snapshot.Row::url, Snapshot.Row::pid)
                    .containsExactly(postgres.url(), 0L);
            assertThat(row("redis").pid()).isZero();
            assertThat(home.postgresData()).doesNotExist();
            assertThat(launcher.stop()).isZero();
            assertThat(postgres.isAlive() && redis.isAlive()).isTrue();
        } finally {
            redis.stop(StopMode.ORDERLY);
            postgres.stop(StopMode.ORDERLY);
        }
    }

    @Test
    void erasesNothingWhileItRunsAndEverythingAfterwards() {
        LauncherProcess launcher = up(Map.of());
        LauncherProcess early = command(Map.of(), "reset", "--yes");
        assertThat(early.exitCode()).isEqualTo(1);
        launcher.stop();

        assertThat(command(Map.of(), "reset").exitCode()).isEqualTo(1);
        assertThat(home.secrets()).exists();
        assertThat(command(Map.of(), "reset", "--yes").exitCode()).isZero();
        assertThat(home.directory()).doesNotExist();
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    private static String get(String url) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
