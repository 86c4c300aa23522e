package dev.tidepool.session.task;

import dev.tidepool.kernel.caller.Tier;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of tasks. */
@ConfigMapping(prefix = "tidepool.task")
interface TaskConfig {

    /** Tasks of all organisations that are due and wait. */
    @WithDefault("2000")
    int maxQueued();

    /** Of one organisation. */
    @WithDefault("1000")
    int maxQueuedOfOrganization();

    /** Due tasks that an organisation may have waiting although those of all are too many. */
    @WithDefault("10")
    int reservedForOrganization();

    PutOff putOff();

    /** Tasks of one organisation that wait for their time, by its tier. */
    interface PutOff {

        @WithDefault("200")
        int openSource();

        @WithDefault("2000")
        int teams();

        @WithDefault("10000")
        int government();

        default int of(Tier tier) {
            return switch (tier) {
                case OPEN_SOURCE -> openSource();
                case TEAMS -> teams();
                case GOVERNMENT -> government();
            };
        }
    }

    /** For an answer of the database to the queue's own questions; then they are asked again. */
    @WithDefault("5s")
    Duration queryLimit();

    /** Tasks that one instance runs at the same time; of one organisation a quarter of them at most ({@link TaskShare}). */
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

    /** Requests that wait for the ends of tasks in one instance; others are answered at once. */
    @WithDefault("1000")
    int maxWaiting();

    /** How long a task can be read after it ended. */
    @WithDefault("7d")
    Duration keptFor();

    /** Ended tasks of one organisation; of more the oldest are forgotten before their time. */
    @WithDefault("10000")
    int keptOfOrganization();
}
