package dev.tidepool.session.model;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which models answer, and the limits on asking them. */
@ConfigMapping(prefix = "tidepool.model")
interface ModelConfig {

    /**
     * Of a provider that speaks the OpenAI API, with its version: {@code https://api.openai.com/v1}. It takes any model's name
     * and is called {@code default}.
     */
    Optional<URI> baseUrl();

    Optional<String> apiKey();

    /** The model for sessions that name none. */
    Optional<String> defaultModel();

    /** Whether the offline model can be asked beside providers; without any it can be in any case. */
    @WithDefault("true")
    boolean offline();

    /** More providers, by a name for metrics and logs. */
    Map<String, Provider> providers();

    /** One provider that speaks the OpenAI API. */
    interface Provider {

        /** With its version. */
        URI baseUrl();

        Optional<String> apiKey();

        /** {@code name=name at the provider}, or one name for both. Absent: any name is passed on. */
        Optional<List<String>> models();

        /** Its share of the calls among providers of the same priority. */
        @WithDefault("1")
        int weight();

        /** Providers of the lowest are asked first, the others when these fail. */
        @WithDefault("0")
        int priority();
    }

    /** Providers that are asked, one after the other, until an answer begins. */
    @WithDefault("3")
    int maxAttempts();

    @WithDefault("5s")
    Duration connectTimeout();

    /** How long a provider's own list of its models serves until it is asked for again. */
    @WithDefault("30s")
    Duration listKeptFor();

    /** The longest silence: before the answer begins, and between two parts of it. */
    @WithDefault("60s")
    Duration idleTimeout();

    /** The longest wait for a whole answer, or for a streamed one to begin, other providers included. */
    @WithDefault("120s")
    Duration answerTimeout();

    /** How long a streamed answer may take in all. */
    @WithDefault("30m")
    Duration streamTimeout();

    /** Of a streamed answer with all that is around it. */
    @WithDefault("67108864")
    long maxStreamBytes();

    /** Concurrent requests to each provider; each open stream is one. */
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
