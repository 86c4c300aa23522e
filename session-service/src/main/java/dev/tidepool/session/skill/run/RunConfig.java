package dev.tidepool.session.skill.run;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds of executions. */
@ConfigMapping(prefix = "tidepool.skill-run")
public interface RunConfig {

    /** The longest that a request waits for a skill. */
    @WithDefault("30s")
    Duration timeout();

    /** The longest that a skill takes in the background. */
    @WithDefault("5m")
    Duration backgroundTimeout();

    /** Executions of this instance at a time. */
    @WithDefault("256")
    int maxRunning();

    /** Of one organisation at a time, of this instance. */
    @WithDefault("16")
    int maxRunningOfOrganization();

    /** Of the input as JSON. */
    @WithDefault("262144")
    int maxInputBytes();

    /** Of the output as JSON. */
    @WithDefault("1048576")
    int maxOutputBytes();

    /** Calls of one organisation's skills to one host at a time, of this instance. */
    @WithDefault("8")
    int maxCallsToHost();

    /** How long an execution can be read. */
    @WithDefault("30d")
    Duration retention();

    Files files();

    /** Bounds of what a model reads of a skill's files in one execution. */
    interface Files {

        /** Answers in which it may ask for some. */
        @WithDefault("8")
        int maxRounds();

        /** Files that it may ask for, those that are not there too. */
        @WithDefault("64")
        int maxFiles();

        /** Of one file; the rest is left out. */
        @WithDefault("65536")
        int maxFileCharacters();

        /** Of all together. */
        @WithDefault("262144")
        int maxCharacters();
    }

    Wasm wasm();

    /** Bounds of WebAssembly modules. */
    interface Wasm {

        /** Instructions of one execution. */
        @WithDefault("500000000")
        long maxInstructions();

        /** Memory of one execution, in pages of 64 KiB. */
        @WithDefault("256")
        int maxPages();

        @WithDefault("262144")
        int maxModuleBytes();

        /** Modules that are executed at a time. */
        @WithDefault("2")
        int threads();

        /** Executions that wait for a thread; more are refused. */
        @WithDefault("64")
        int maxWaiting();

        /** Of one organisation. It has one thread at a time. */
        @WithDefault("8")
        int maxWaitingOfOrganization();
    }
}
