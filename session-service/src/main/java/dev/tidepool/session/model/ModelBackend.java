package dev.tidepool.session.model;

import dev.tidepool.session.openclaw.OpenClawError;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * What answers chats, chosen by the model's name: {@link ModelRouter}. Calls fail with a Problem whose code is a
 * {@link ModelError}, or of an OpenClaw gateway an {@link OpenClawError}; cancelling a Uni or a Multi gives up the work behind it.
 */
public sealed interface ModelBackend permits OfflineBackend, OpenClawBackend, ProviderBackend {

    /** For metrics and logs: {@code offline}, {@code openai} or {@code openclaw}. */
    String name();

    /** Whether calls of this model are for this backend. */
    boolean serves(String model);

    Uni<List<ModelInfo>> models();

    Uni<ModelAnswer> complete(ModelCall call);

    /**
     * The answer in parts as they come. The Uni fails when no answer begins, the Multi when one breaks off. The last chunk
     * carries the usage, if the backend tells it.
     */
    Uni<Multi<ModelChunk>> stream(ModelCall call);
}
