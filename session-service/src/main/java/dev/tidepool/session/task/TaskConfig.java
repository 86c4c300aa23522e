package dev.tidepool.session.task;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of tasks. */
@ConfigMapping(prefix = "tidepool.task")
interface TaskConfig {

    /** Waiting tasks of all organisations. */
    @WithDefault("2000")
    int maxQueued();

    /** Of one organisation. */
    @WithDefault("1000")
    int maxQueuedOfOrganization();

    /** Tasks that one instance runs at the same time; of one organisation at most a quarter of them. */
    @WithDefault("200")
    int maxRunning();

    /** How long a task stays an instance's own after the instance was last heard of. */
    @WithDefault("20s")
    Duration lease();

    @WithDefault("262144")
    int maxInputBytes();

    /** Of a result and of a checkpoint, each as JSON. */
    @WithDefault("1048576")
    int maxStateBytes();

    /** Of one attempt, unless the task says otherwise. */
    @WithDefault("5m")
    Duration defaultTimeout();

    @WithDefault("1h")
    Duration maxTimeout();

    @WithDefault("3")
    int defaultAttempts();

    @WithDefault("10")
    int maxAttempts();

    /** How far ahead a task may be put off. */
    @WithDefault("30d")
    Duration maxDelay();

    /** After the first failure; it doubles with each one. */
    @WithDefault("1s")
    Duration retryFirst();

    @WithDefault("5m")
    Duration retryMost();

    /** How long a task can be read after it ended. */
    @WithDefault("7d")
    Duration keptFor();
}
