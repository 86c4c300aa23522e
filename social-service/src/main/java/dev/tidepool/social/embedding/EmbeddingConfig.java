package dev.tidepool.social.embedding;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The model that turns texts into vectors, and how much of them is kept at hand. */
@ConfigMapping(prefix = "tidepool.social.embedding")
public interface EmbeddingConfig {

    /** Whether texts and queries are turned into vectors at all. */
    @WithDefault("true")
    boolean enabled();

    /** Between two rounds: a text is found by what it means as late as that. */
    @WithDefault("1s")
    Duration interval();

    /** Texts turned into vectors in one transaction. */
    @WithDefault("16")
    int embeddedTogether();

    /** The most of one processor's time, above 0 to 1, that goes into texts while many wait. */
    @WithDefault("0.25")
    double share();

    /** The first parts of words of a text that count, 3 to 512. */
    @WithDefault("128")
    int maxTokens();

    /** Threads that the model runs on. */
    @WithDefault("2")
    int threads();

    /** Queries that may wait for the model; those beyond are sought by their words alone. */
    @WithDefault("32")
    int maxWaiting();

    /** How long a query waits for the model before it is sought by its words alone. */
    @WithDefault("2s")
    Duration timeout();

    /** Vectors of the latest queries that are kept. */
    @WithDefault("256")
    int cachedQueries();

    /** The newest texts whose vectors are compared with a query's, where the database has no pgvector; 0.5 KB of memory each. */
    @WithDefault("20000")
    int recentTexts();
}
