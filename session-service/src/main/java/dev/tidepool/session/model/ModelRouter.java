package dev.tidepool.session.model;

import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** Finds what answers by the model's name. */
public final class ModelRouter {

    private final List<ModelBackend> backends;
    private final String defaultModel;

    /** @param backends the first that serves a model is asked: those that know their names before those that take any */
    ModelRouter(List<ModelBackend> backends, String defaultModel) {
        this.backends = List.copyOf(backends);
        this.defaultModel = defaultModel;
    }

    /** The model for sessions that name none. */
    public String defaultModel() {
        return defaultModel;
    }

    /** What answers calls of this model. @throws Problem 400 {@link AskedModelError#MODEL_NOT_FOUND} when nothing does */
    public ModelBackend backendOf(String model) {
        return find(model)
                .orElseThrow(() -> Problem.of(
                                AskedModelError.MODEL_NOT_FOUND,
                                "There is no model " + model + ". GET /v1/models lists those that can be asked.")
                        .with("field", "model"));
    }

    Optional<ModelBackend> find(String model) {
        return backends.stream().filter(backend -> backend.serves(model)).findFirst();
    }

    Uni<List<ModelInfo>> models() {
        return Multi.createFrom()
                .iterable(backends)
                .onItem()
                .transformToUniAndConcatenate(ModelBackend::models)
                .onItem()
                .transformToIterable(models -> models)
                .collect()
                .asList();
    }
}
