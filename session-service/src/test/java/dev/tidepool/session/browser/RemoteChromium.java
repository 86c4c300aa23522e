package dev.tidepool.session.browser;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** A Chromium that somebody else started: the service is told where its DevTools are. Where there is none, there is nothing to tell. */
public final class RemoteChromium implements QuarkusTestResourceLifecycleManager {

    private Optional<ChromiumProcess> process = Optional.empty();

    @Override
    public Map<String, String> start() {
        process = ChromiumProgram.find(
                        Optional.empty(),
                        Optional.ofNullable(System.getenv("PATH")).orElse(""))
                .map(program -> ChromiumProcess.start(program, "127.0.0.1", Sandbox.OFF, 8));
        return process.map(RemoteChromium::settings).orElse(Map.of());
    }

    private static Map<String, String> settings(ChromiumProcess started) {
        URI socket = started.listening().join();
        return Map.of("tidepool.browser.endpoint", "http://127.0.0.1:" + socket.getPort());
    }

    @Override
    public void stop() {
        process.ifPresent(ChromiumProcess::stop);
    }
}
