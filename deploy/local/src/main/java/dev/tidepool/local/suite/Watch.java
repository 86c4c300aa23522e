package dev.tidepool.local.suite;

import dev.tidepool.local.Console;
import dev.tidepool.local.Home;
import dev.tidepool.local.LaunchFailure;
import dev.tidepool.local.process.LogFile;
import dev.tidepool.local.process.Server;
import dev.tidepool.local.process.Waiting;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;

/** Keeps one server up: notices its death, starts it again after a growing delay, and says what happens. */
final class Watch implements Runnable {
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration ASK = Duration.ofSeconds(2);

    private final Server server;
    private final Board board;
    private final RestartPolicy policy;
    private final Home home;
    private final Console console;
    private Instant since = Instant.now();
    private Instant asked = Instant.now();

    Watch(Server server, Board board, RestartPolicy policy, Home home, Console console) {
        this.server = server;
        this.board = board;
        this.policy = policy;
        this.home = home;
        this.console = console;
    }

    /** Runs until the thread is interrupted or the server has failed for good. */
    @Override
    public void run() {
        while (!(board.state(server) instanceof ServerState.Failed) && Waiting.pause(LOOK)) {
            step();
        }
    }

    private void step() {
        switch (board.state(server)) {
            case ServerState.Ready ready -> watchReady(ready);
            case ServerState.Unready unready -> watchUnready(unready);
            case ServerState.Down down -> restart(down);
            case ServerState.Starting _, ServerState.Failed _, ServerState.Stopped _ -> {}
        }
    }

    private void watchReady(ServerState.Ready ready) {
        if (!server.isAlive()) {
            report(ready.toDown(server.ending(), policy));
        } else if (isTimeToAsk()) {
            if (!server.probe().isReady() && server.isAlive()) {
                report(ready.toUnready());
            } else if (ready.restarts() > 0 && age().compareTo(policy.steady()) > 0) {
                board.set(server, ready.settled());
            }
        }
    }

    private void watchUnready(ServerState.Unready unready) {
        if (!server.isAlive()) {
            report(unready.toDown(server.ending(), policy));
        } else if (isTimeToAsk() && server.probe().isReady()) {
            report(unready.toReady(age()));
        }
    }

    private void restart(ServerState.Down down) {
        if (age().compareTo(down.delay()) < 0 || Files.exists(home.restartHold())) {
            return;
        }
        ServerState.Starting starting = down.toStarting();
        report(starting);
        try {
            server.start();
            report(starting.toReady(age()));
        } catch (LaunchFailure failure) {
            if (!Thread.currentThread().isInterrupted()) {
                report(starting.toDown(server.isAlive() ? "was not ready in time" : server.ending(), policy));
            }
        }
    }

    private boolean isTimeToAsk() {
        new LogFile(home.log(server.name())).cutIfLarge();
        boolean due = Duration.between(asked, Instant.now()).compareTo(ASK) >= 0;
        if (due) {
            asked = Instant.now();
        }
        return due;
    }

    private Duration age() {
        return Duration.between(since, Instant.now());
    }

    private void report(ServerState next) {
        since = Instant.now();
        board.set(server, next);
        console.event(server.name(), describe(next));
    }

    private String describe(ServerState state) {
        return switch (state) {
            case ServerState.Down down ->
                down.label() + "; starting it again in " + down.delay().toSeconds() + " s (attempt "
                        + (down.restarts() + 1) + " of " + policy.attempts() + ")";
            case ServerState.Failed failed ->
                failed.label() + " too often and stays down; see " + home.shown(home.log(server.name()));
            case ServerState.Unready unready -> unready.label() + "; see " + home.shown(home.log(server.name()));
            case ServerState.Ready _, ServerState.Starting _, ServerState.Stopped _ -> state.label();
        };
    }
}
