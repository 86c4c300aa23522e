package dev.tidepool.local.suite;

import dev.tidepool.local.Console;
import dev.tidepool.local.Home;
import dev.tidepool.local.LaunchFailure;
import dev.tidepool.local.process.Orphans;
import dev.tidepool.local.process.Server;
import dev.tidepool.local.process.StopMode;
import dev.tidepool.local.process.Waiting;
import dev.tidepool.local.store.DatabaseSetup;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** The running suite: databases and chain, then the services; stopped in the reverse order. */
public final class Suite {
    private final Home home;
    private final Console console;
    private final Plan plan;
    private final Board board;
    private final List<Thread> watches = new ArrayList<>();
    private boolean stopped;

    private Suite(Home home, Console console, Plan plan) {
        this.home = home;
        this.console = console;
        this.plan = plan;
        this.board = new Board(home);
        plan.services().forEach(board::add);
        plan.foundation().forEach(board::add);
    }

    /**
     * Ends what an earlier launcher left behind and decides ports, secrets and servers; starts nothing yet. The caller
     * holds the lock of the home.
     *
     * @param developed the service to run in dev mode
     */
    public static Suite prepare(Home home, Settings settings, Optional<Service> developed, Console console) {
        new Orphans(home, console).reap();
        return new Suite(home, console, Plan.make(home, settings, developed, console));
    }

    /**
     * Starts everything and returns when all of it is ready.
     *
     * @throws LaunchFailure with the first cause; what had started is being stopped then
     */
    public void start() {
        board.enter(Phase.STARTING);
        startAll(plan.foundation());
        DatabaseSetup.apply(plan.database(), plan.secrets().databases());
        Handout.writeBootstrap(home, plan.secrets());
        Handout.writeEnvironment(home, plan.secrets(), plan.addresses(), plan.solanaUrl());
        startAll(plan.services());
        board.enter(Phase.RUNNING);
    }

    /** Watches every server from now on, and restarts those that die. */
    public synchronized void watch() {
        for (Server server : servers()) {
            Runnable watch = server instanceof DevelopedService
                    ? () -> endWith(server)
                    : new Watch(server, board, RestartPolicy.STANDARD, home, console);
            watches.add(Thread.ofVirtual().name("watch-" + server.name()).start(watch));
        }
    }

    /** Dev mode was left by its own key: then the person is done with everything. */
    private static void endWith(Server developed) {
        boolean ended = Waiting.until(() -> !developed.isAlive(), Duration.ofDays(365), Duration.ofMillis(250));
        if (ended && !Thread.currentThread().isInterrupted()) {
            System.exit(0);
        }
    }

    /** Stops everything: the services together, then chain and databases. Harmless when repeated. */
    public synchronized void stop(StopMode mode) {
        if (stopped) {
            return;
        }
        stopped = true;
        watches.forEach(Thread::interrupt);
        board.enter(Phase.STOPPING);
        if (mode == StopMode.ORDERLY && plan.services().stream().anyMatch(Suite::isRecording)) {
            console.line("Writing the services' start-up caches, this once; later starts are faster for it.");
        }
        inParallel(plan.services(), server -> stop(server, mode));
        inParallel(plan.foundation(), server -> stop(server, mode));
        delete(home.state());
    }

    /** Whether it was stopped, or has stopped itself after a failed start. */
    public synchronized boolean isStopped() {
        return stopped;
    }

    /** The state of all servers. */
    public Snapshot snapshot() {
        return board.snapshot();
    }

    private void startAll(List<Server> servers) {
        List<LaunchFailure> failures = Collections.synchronizedList(new ArrayList<>());
        inParallel(servers, server -> {
            try {
                start(server);
            } catch (LaunchFailure failure) {
                failures.add(failure);
                // The others would only keep the person waiting for a start that is lost.
                stop(StopMode.AT_ONCE);
            }
        });
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }

    private void start(Server server) {
        Instant begin = Instant.now();
        ServerState.Starting starting = new ServerState.Stopped().toStarting();
        board.set(server, starting);
        console.event(server.name(), starting.label());
        server.start();
        ServerState ready = starting.toReady(Duration.between(begin, Instant.now()));
        board.set(server, ready);
        console.event(server.name(), ready.label() + "  " + server.url());
    }

    private void stop(Server server, StopMode mode) {
        boolean ran = server.pid().isPresent() && server.isAlive();
        server.stop(mode);
        if (ran) {
            console.event(server.name(), "stopped");
        }
    }

    private List<Server> servers() {
        List<Server> all = new ArrayList<>(plan.foundation());
        all.addAll(plan.services());
        return all;
    }

    private static boolean isRecording(Server server) {
        return server instanceof ServiceServer service && service.isRecording();
    }

    private static void inParallel(List<Server> servers, Consumer<Server> action) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            servers.forEach(server -> threads.execute(() -> action.accept(server)));
        }
    }

    private static void delete(Path file) {
        file.toFile().delete();
    }
}
