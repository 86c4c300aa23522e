package dev.tidepool.local.suite;

import dev.tidepool.local.Home;
import dev.tidepool.local.LaunchFailure;
import dev.tidepool.local.process.ChildProcess;
import dev.tidepool.local.process.Ports;
import dev.tidepool.local.process.Probe;
import dev.tidepool.local.process.ProcessServer;
import dev.tidepool.local.process.StopMode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One packaged service as a Java process. */
final class ServiceServer extends ProcessServer {
    // Writing the start-up cache takes a JVM about 15 seconds, and several do so at once.
    private static final Duration RECORDING_LIMIT = Duration.ofSeconds(150);

    private final Service service;
    private final ServiceEnvironment environment;
    // Named at the start: a rebuild meanwhile must not give an old recording a new name.
    private volatile @Nullable StartCache cache;

    ServiceServer(Home home, Service service, ServiceEnvironment environment) {
        super(home, service.id());
        this.service = service;
        this.environment = environment;
    }

    @Override
    public void start() {
        if (!Files.exists(jar())) {
            throw new LaunchFailure(
                    service.module() + " is not built: " + home().shown(jar()) + " is missing",
                    "build it: ./mvnw -DskipTests package");
        }
        requireFree(environment.addresses().ports().getOrDefault(service, 0));
        requireFree(environment.addresses().managementPorts().getOrDefault(service, 0));
        ChildProcess started = launch(command(), environment.of(service));
        awaitReady(started, environment.settings().startLimit());
    }

    @Override
    public String url() {
        return environment.addresses().url(service);
    }

    @Override
    public Probe probe() {
        return new Probe.Answers(URI.create(environment.addresses().managementUrl(service) + "/q/health/ready"));
    }

    /** Whether its orderly end will take long, because it writes its start-up cache. */
    boolean isRecording() {
        StartCache current = cache;
        return current != null && isAlive() && !current.isRecorded();
    }

    @Override
    protected void end(ChildProcess current, StopMode mode) {
        StartCache recorded = cache;
        if (mode == StopMode.ORDERLY && recorded != null && isRecording()) {
            recorded.settle(current.stop(RECORDING_LIMIT));
        } else {
            super.end(current, mode);
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(service.flags());
        if (environment.settings().startCaches()) {
            StartCache found = StartCache.of(home().caches(), service.id(), application(), service.flags());
            cache = found;
            command.addAll(found.flags());
            command.add("-Xlog:aot*=off");
        }
        command.addAll(List.of("-jar", jar().toString()));
        return command;
    }

    private Path application() {
        return home().root().resolve(service.module()).resolve("target/quarkus-app");
    }

    private Path jar() {
        return application().resolve("quarkus-run.jar");
    }

    private void requireFree(int port) {
        if (!Ports.isFree(port)) {
            throw new LaunchFailure(
                    "Port " + port + ", chosen for " + service.module() + ", is taken by another program",
                    "stop that program, or run the command again: other ports are chosen anew");
        }
    }
}
