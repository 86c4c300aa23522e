package dev.tidepool.session.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.json.ExactJson;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MultiHelper;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Passes chats on to a provider that speaks the OpenAI API, and its answers back unchanged. */
final class ProviderBackend implements ModelBackend {

    private static final String CHAT = "/chat/completions";
    private static final String EVENT_STREAM = "text/event-stream";

    private final ModelConfig config;
    private final ExactJson json;
    private final ProviderClient client;
    private final Vertx vertx;

    ProviderBackend(ModelConfig config, ExactJson json, ProviderClient client, Vertx vertx) {
        this.vertx = vertx;
        this.config = config;
        this.json = json;
        this.client = client;
    }

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public String defaultModel() {
        return config.defaultModel().orElse("default");
    }

    @Override
    public Uni<List<ModelInfo>> models() {
        return client.send(ProviderCall.get("/models"))
                .chain(client::body)
                .map(this::readModels)
                .ifNoItem()
                .after(config.answerTimeout())
                .failWith(ProviderBackend::tooSlow);
    }

    @Override
    public Uni<ModelAnswer> complete(ModelCall call) {
        ObjectNode body = call.body().deepCopy();
        body.remove("stream_options");
        body.put("stream", false);
        ProviderCall sent = ProviderCall.post(CHAT, "application/json", Buffer.buffer(json.write(body)));
        return client.send(sent)
                .chain(client::body)
                .map(this::readAnswer)
                .onCancellation()
                .invoke(sent::abandon)
                .ifNoItem()
                .after(config.answerTimeout())
                .failWith(ProviderBackend::tooSlow);
    }

    @Override
    public Uni<Multi<ModelChunk>> stream(ModelCall call) {
        ObjectNode body = call.body().deepCopy();
        body.put("stream", true);
        // Asked for in any case: the usage is recorded whether or not the client wants to see it.
        body.withObjectProperty("stream_options").put("include_usage", true);
        ProviderCall sent = ProviderCall.post(CHAT, EVENT_STREAM, Buffer.buffer(json.write(body)));
        return client.send(sent).map(response -> chunks(response, sent));
    }

    private Multi<ModelChunk> chunks(HttpClientResponse response, ProviderCall sent) {
        String type = Optional.ofNullable(response.getHeader("Content-Type")).orElse("none");
        if (!type.toLowerCase(Locale.ROOT).startsWith(EVENT_STREAM)) {
            sent.abandon();
            throw malformed("The model provider answered with content type " + type + " instead of a stream.");
        }
        ProviderStream stream = new ProviderStream(json, config.maxEventBytes());
        IdleTimer silence = IdleTimer.start(vertx, config.idleTimeout(), sent::breakOff);
        Multi<ModelChunk> parsed = MultiHelper.toMulti(response)
                .invoke(silence::touch)
                .onItem()
                .transformToMultiAndConcatenate(part -> stream.feed(part.getBytes()));
        return Multi.createBy()
                .concatenating()
                .streams(parsed, Multi.createFrom().deferred(stream::end))
                .onTermination()
                .invoke(silence::stop)
                .onFailure()
                .transform(failure -> silence.hasFired() ? fellSilent() : ProviderFailure.ofStream(failure))
                .onFailure()
                .invoke(sent::abandon)
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

    private static Problem fellSilent() {
        return Problem.of(ModelError.MODEL_TIMEOUT, "The model fell silent in the middle of its answer.");
    }

    private static Problem tooSlow() {
        return Problem.of(ModelError.MODEL_TIMEOUT, "The model provider did not answer in time. Try again.");
    }
}
