package dev.tidepool.session.model;

import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.session.json.ExactJson;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Serves the offline model in OpenAI's shape. */
final class OfflineBackend implements ModelBackend {

    private static final ModelInfo INFO = new ModelInfo(OfflineModel.NAME, 0, "tidepool");

    private final int maxCharacters;
    private final ExactJson json;
    private final Uuid7Generator ids;
    private final Vertx vertx;

    OfflineBackend(ModelConfig config, ExactJson json, Uuid7Generator ids, Vertx vertx) {
        this.maxCharacters = config.maxOfflineCharacters();
        this.json = json;
        this.ids = ids;
        this.vertx = vertx;
    }

    @Override
    public String name() {
        return "offline";
    }

    @Override
    public boolean serves(String model) {
        return model.equals(OfflineModel.NAME);
    }

    @Override
    public Uni<List<ModelInfo>> models() {
        return Uni.createFrom().item(List.of(INFO));
    }

    @Override
    public Uni<ModelAnswer> complete(ModelCall call) {
        CompletionJson shape = shape();
        return answer(call).map(answer -> {
            String completion =
                    json.write(shape.completion(answer.text(), answer.finishReason(), Optional.of(answer.usage())));
            return new ModelAnswer(completion, answer.text(), Optional.of(answer.usage()));
        });
    }

    @Override
    public Uni<Multi<ModelChunk>> stream(ModelCall call) {
        CompletionJson shape = shape();
        return answer(call)
                .map(answer -> Multi.createFrom()
                        .iterable(shape.chunks(answer))
                        .map(chunk -> ModelChunk.of(json.write(chunk), chunk)));
    }

    /** A long conversation takes milliseconds to go through: not on the event loop. */
    private Uni<OfflineAnswer> answer(ModelCall call) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(() -> OfflineAnswer.to(call, maxCharacters), false)
                        .toCompletionStage());
    }

    private CompletionJson shape() {
        String id = "chatcmpl-" + ids.next(UUID::toString).replace("-", "");
        return new CompletionJson(json, id, Instant.now().getEpochSecond(), OfflineModel.NAME);
    }
}
