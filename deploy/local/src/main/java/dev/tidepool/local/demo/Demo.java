package dev.tidepool.local.demo;

import dev.tidepool.local.Console;
import java.util.Map;

/** placeholder replaced below */
public final class Demo {
    private final Console console;

    public Demo(Map<String, String> environment, Console console) {
        this.console = console;
    }

    public int run() {
        console.line("");
        return 1;
    }
}
