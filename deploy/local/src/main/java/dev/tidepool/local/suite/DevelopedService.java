package dev.tidepool.local.suite;

import dev.tidepool.local.Home;
import dev.tidepool.local.process.Probe;
import dev.tidepool.local.process.ProcessServer;
import dev.tidepool.local.process.ProcessSpec;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The service someone works on: Quarkus dev mode in the foreground, recompiling at each request after a change. */
final class DevelopedService extends ProcessServer {
    // Compiles first, and Maven may have to fetch what only dev mode needs.
    private static final Duration START_LIMIT = Duration.ofMinutes(10);

    private final Service service;
    private final ServiceEnvironment environment;

    DevelopedService(Home home, Service service, ServiceEnvironment environment) {
        super(home, service.id());
        this.service = service;
        this.environment = environment;
    }

    @Override
    public void start() {
        Map<String, String> variables = new HashMap<>(environment.of(service));
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        // The static checks of CI cannot run inside live reload.
        variables.remove("CI");
        List<String> command = List.of(
                home().root().resolve("mvnw").toString(),
                "-q",
                "--no-transfer-progress",
                "-pl",
                service.module(),
                "-am",
                "-Dspotless.check.skip=true",
                // As far as the tests' classes: the services' tests lean on those of the kernel.
                "test-compile",
                "quarkus:dev",
                "-Ddebug=false",
                "-Dquarkus.analytics.disabled=true");
        awaitReady(
                launch(new ProcessSpec(
                        name(),
                        command,
                        variables,
                        home().root(),
                        home().log(name()),
                        home().processes().resolve(name() + ".pid"),
                        true)),
                START_LIMIT);
    }

    @Override
    protected String remedy() {
        return "see what Maven wrote above";
    }

    @Override
    public String url() {
        return environment.addresses().url(service);
    }

    @Override
    public Probe probe() {
        return new Probe.Answers(URI.create(environment.addresses().managementUrl(service) + "/q/health/ready"));
    }
}
