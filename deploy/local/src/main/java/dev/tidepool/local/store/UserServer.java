package dev.tidepool.local.store;

import dev.tidepool.local.process.Probe;
import dev.tidepool.local.process.Server;
import dev.tidepool.local.process.StopMode;
import java.util.OptionalLong;

/**
 * A server the user runs: checked at the start, never started or stopped.
 *
 * @param check fails with a clear message when the server cannot be used
 */
public record UserServer(String name, String url, Probe probe, Runnable check) implements Server {
    @Override
    public void start() {
        check.run();
    }

    @Override
    public boolean isAlive() {
        return true;
    }

    @Override
    public String ending() {
        throw new IllegalStateException(name + " is not ours to end");
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.empty();
    }

    @Override
    public void stop(StopMode mode) {
        // It was there before the suite and stays.
    }
}
