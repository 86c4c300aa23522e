package dev.tidepool.session.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.json.ExactJson;
import dev.tidepool.session.json.RawObject;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MultiHelper;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One provider that speaks the OpenAI API: chats are passed on to it, and its answers back unchanged. */
final class Provider {

    private static final String CHAT = "/chat/completions";
    private static final String EVENT_STREAM = "text/event-stream";

    private final ProviderSpec spec;
    private final ModelConfig config;
    private final ExactJson json;
    private final ProviderClient client;
    private final Vertx vertx;
    private volatile @Nullable Listed listed;

    /** What it said when it was asked for its models, and when: a reading of the monotonic clock in nanoseconds. */
    private record Listed(List<ModelInfo> models, long at) {

        boolean isYoungerThan(Duration age) {
            return System.nanoTime() - at < age.toNanos();
        }
    }

    Provider(ProviderSpec spec, ModelConfig config, ExactJson json, ProviderClient client, Vertx vertx) {
        this.spec = spec;
        this.config = config;
        this.json = json;
        this.client = client;
        this.vertx = vertx;
    }

    ProviderSpec spec() {
        return spec;
    }

    String name() {
        return spec.name();
    }

    /** Those it was set up with, or what it said itself a moment ago when it takes any. */
    Uni<List<ModelInfo>> models() {
        return spec.takesAny()
                ? ownModels()
                : Uni.createFrom()
                        .item(spec.models().keySet().stream()
                                .map(model -> new ModelInfo(model, 0, spec.name()))
                                .toList());
    }

    private Uni<List<ModelInfo>> ownModels() {
        @Nullable Listed last = listed;
        return last != null && last.isYoungerThan(config.listKeptFor())
                ? Uni.createFrom().item(last.models())
                : askForModels(ProviderCall.get("/models"));
    }

    private Uni<List<ModelInfo>> askForModels(ProviderCall sent) {
        return client.send(sent)
                .chain(client::body)
                .map(this::readModels)
                .invoke(models -> listed = new Listed(models, System.nanoTime()))
                .onCancellation()
                .invoke(sent::abandon);
    }

    Uni<ModelAnswer> complete(ModelCall call) {
        ProviderCall sent = ProviderCall.post(
                CHAT, "application/json", Buffer.buffer(forUs(call).bytes()));
        return client.send(sent)
                .chain(response ->
                        client.body(response).map(this::readAnswer).onFailure().invoke(client::report))
                .onCancellation()
                .invoke(sent::abandon);
    }

    Uni<Multi<ModelChunk>> stream(ModelCall call) {
        // Asked for in any case: the usage is recorded whether or not the client wants to see it.
        ObjectNode options =
                call.body().path("stream_options") instanceof ObjectNode given ? given.deepCopy() : json.object();
        options.put("include_usage", true);
        RawObject body = forUs(call).with("stream", BooleanNode.TRUE).with("stream_options", options);
        ProviderCall sent = ProviderCall.post(CHAT, EVENT_STREAM, Buffer.buffer(body.bytes()));
        return client.send(sent).map(response -> chunks(response, sent));
    }

    private RawObject forUs(ModelCall call) {
        return call.request().with("model", TextNode.valueOf(spec.sent(call.model())));
    }

    private Multi<ModelChunk> chunks(ProviderResponse response, ProviderCall sent) {
        String type = response.header("Content-Type").orElse("none");
        if (!type.toLowerCase(Locale.ROOT).startsWith(EVENT_STREAM)) {
            sent.abandon();
            Problem wrong =
                    malformed("The model provider answered with content type " + type + " instead of a stream.");
            client.report(wrong);
            throw wrong;
        }
        ProviderStream stream = new ProviderStream(json, config.maxEventBytes(), config.maxStreamBytes());
        IdleTimer silence = IdleTimer.start(vertx, config.idleTimeout(), response::isReaderBehind, sent::breakOff);
        // Never touched: a sign of life every now and then is no answer.
        IdleTimer whole = IdleTimer.start(vertx, config.streamTimeout(), () -> false, sent::breakOff);
        Multi<ModelChunk> parsed = MultiHelper.toMulti(response)
                .invoke(silence::touch)
                .onItem()
                .transformToMultiAndConcatenate(part -> stream.feed(part.getBytes()))
                .select()
                .first(chunk -> !ProviderStream.END.equals(chunk));
        return Multi.createBy()
                .concatenating()
                .streams(parsed, Multi.createFrom().deferred(stream::end))
                .onTermination()
                .invoke(() -> {
                    silence.stop();
                    whole.stop();
                })
                .onCompletion()
                .invoke(() -> sent.finish(vertx))
                .onFailure()
                .transform(failure -> brokenOff(failure, silence, whole))
                .onFailure()
                .invoke(failure -> {
                    sent.abandon();
                    // Whoever reads slowly makes an answer last: that tells nothing of the provider.
                    if (!whole.hasFired()) {
                        client.report(failure);
                    }
                })
                .onCancellation()
                .invoke(sent::abandon);
    }

    private ModelAnswer readAnswer(Buffer body) {
        ObjectNode completion = json.parseObject(body.getBytes())
                .filter(object -> object.path("choices").path(0).isObject())
                .orElseThrow(() -> malformed("The model provider's answer is not a chat completion."));
        return ModelAnswer.of(body.toString(), completion);
    }

    private List<ModelInfo> readModels(Buffer body) {
        JsonNode data = json.parseObject(body.getBytes())
                .map(object -> object.path("data"))
                .filter(JsonNode::isArray)
                .orElseThrow(() -> malformed("The model provider's answer is not a list of models."));
        List<ModelInfo> models = new ArrayList<>();
        data.forEach(model -> models.add(new ModelInfo(
                model.path("id").asText(),
                model.path("created").asLong(),
                model.path("owned_by").asText("unknown"))));
        return models;
    }

    private static Problem malformed(String detail) {
        return Problem.of(ModelError.MODEL_ANSWER_MALFORMED, detail);
    }

    private static Problem brokenOff(Throwable failure, IdleTimer silence, IdleTimer whole) {
        if (silence.hasFired()) {
            return Problem.of(ModelError.MODEL_TIMEOUT, "The model fell silent in the middle of its answer.");
        }
        return whole.hasFired()
                ? Problem.of(ModelError.MODEL_TIMEOUT, "The model took too long for its answer.")
                : ProviderFailure.ofStream(failure);
    }
}
