package dev.tidepool.kernel.trace;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Where spans go, and how many. */
@ConfigMapping(prefix = "tidepool.tracing")
interface TracingConfig {

    /** Base URL of an OTLP receiver (http/protobuf). Without one no span is recorded. */
    Optional<String> otlpEndpoint();

    /** Share of the traces that start here which are recorded, 0 to 1. A trace begun elsewhere keeps its decision. */
    @WithDefault("0.1")
    double ratio();
}
