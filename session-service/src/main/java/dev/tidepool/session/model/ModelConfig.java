package dev.tidepool.session.model;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Which model answers, and the limits on asking it. */
@ConfigMapping(prefix = "tidepool.model")
interface ModelConfig {

    /** Of a provider that speaks the OpenAI API, with its version: {@code https://api.openai.com/v1}. Absent: offline. */
    Optional<URI> baseUrl();

    Optional<String> apiKey();

    /** The provider's model for sessions that name none. */
    Optional<String> defaultModel();

    @WithDefault("5s")
    Duration connectTimeout();

    /** The longest silence: before the answer begins, and between two parts of it. */
    @WithDefault("60s")
    Duration idleTimeout();

    /** The longest wait for an answer that is not streamed. */
    @WithDefault("120s")
    Duration answerTimeout();

    /** Concurrent requests to the provider; each open stream is one. */
    @WithDefault("1024")
    int maxConnections();

    /** Requests waiting for a connection; more are refused. */
    @WithDefault("1024")
    int maxWaiting();

    @WithDefault("4194304")
    int maxAnswerBytes();

    /** Of one event of a stream. */
    @WithDefault("1048576")
    int maxEventBytes();

    /** The latest characters of a conversation that the offline model considers. */
    @WithDefault("262144")
    int maxOfflineCharacters();

    Breaker breaker();

    /** When to stop asking a provider that fails. */
    interface Breaker {

        /** Calls looked back on. */
        @WithDefault("10")
        int volume();

        @WithDefault("0.5")
        double failureRatio();

        /** How long it is left alone before one call probes it. */
        @WithDefault("60s")
        Duration delay();
    }
}
