package dev.tidepool.kernel.trace;

import io.opentelemetry.context.Context;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.ThreadLocalRandom;

/** Draws whether a trace that begins here is recorded, before any span is made: most requests then cost none. */
@Singleton
public class TraceDraw {

    private static final Context DRAWN = Context.root().with(RootSampler.DRAWN, true);

    private final boolean recording;
    private final double ratio;

    @Inject
    TraceDraw(TracingConfig config) {
        this.recording = config.otlpEndpoint().isPresent();
        this.ratio = config.ratio();
    }

    private TraceDraw(double ratio) {
        this.recording = true;
        this.ratio = ratio;
    }

    /** One that records such a share. */
    public static TraceDraw of(double ratio) {
        return new TraceDraw(ratio);
    }

    /** Whether any trace is recorded at all. */
    public boolean isRecording() {
        return recording;
    }

    /** Whether the next trace that begins here is to be recorded. */
    public boolean next() {
        return recording && ThreadLocalRandom.current().nextDouble() < ratio;
    }

    /** The parent of the first span of a trace that was drawn. */
    public static Context drawn() {
        return DRAWN;
    }
}
