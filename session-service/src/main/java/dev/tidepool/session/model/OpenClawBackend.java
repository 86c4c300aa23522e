package dev.tidepool.session.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.session.json.ExactJson;
import dev.tidepool.session.openclaw.AgentPart;
import dev.tidepool.session.openclaw.AgentTurn;
import dev.tidepool.session.openclaw.Conversations;
import dev.tidepool.session.openclaw.OpenClaw;
import dev.tidepool.session.openclaw.SessionKey;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Agents of the operator's OpenClaw gateway, each a model {@code openclaw/<agent>}. An agent keeps its own record of a
 * conversation, under a key of the caller's organisation and session.
 */
final class OpenClawBackend implements ModelBackend {

    private static final String PREFIX = "openclaw/";

    private final OpenClaw gateway;
    private final Conversations conversations;
    private final ExactJson json;
    private final Uuid7Generator ids;

    OpenClawBackend(OpenClaw gateway, Conversations conversations, ExactJson json, Uuid7Generator ids) {
        this.gateway = gateway;
        this.conversations = conversations;
        this.json = json;
        this.ids = ids;
    }

    @Override
    public String name() {
        return "openclaw";
    }

    @Override
    public boolean serves(String model) {
        return model.startsWith(PREFIX) && SessionKey.isAgent(model.substring(PREFIX.length()));
    }

    /** None while the gateway cannot be asked: the other backends' models are there all the same. */
    @Override
    public Uni<List<ModelInfo>> models() {
        return gateway.call("agents.list", json.object())
                .map(OpenClawBackend::readAgents)
                .onFailure()
                .recoverWithItem(List.of());
    }

    private static List<ModelInfo> readAgents(JsonNode answer) {
        List<ModelInfo> models = new ArrayList<>();
        for (JsonNode agent : answer.path("agents")) {
            String id = agent.path("id").asText();
            if (SessionKey.isAgent(id)) {
                models.add(new ModelInfo(PREFIX + id, 0, "openclaw"));
            }
        }
        return models;
    }

    @Override
    public Uni<ModelAnswer> complete(ModelCall call) {
        CompletionJson shape = shape(call);
        return ask(call)
                .onItem()
                .transformToMulti(parts -> parts)
                .collect()
                .in(AgentAnswer::new, AgentAnswer::add)
                .map(answer -> answer(shape, answer));
    }

    private ModelAnswer answer(CompletionJson shape, AgentAnswer answer) {
        ObjectNode completion = shape.completion(answer.text(), "stop", answer.usage());
        return new ModelAnswer(json.write(completion), answer.text(), answer.usage());
    }

    @Override
    public Uni<Multi<ModelChunk>> stream(ModelCall call) {
        CompletionJson shape = shape(call);
        return ask(call)
                .map(parts -> Multi.createBy()
                        .concatenating()
                        .streams(Multi.createFrom().item(shape.role()), told(shape, parts))
                        .map(chunk -> ModelChunk.of(json.write(chunk), chunk)));
    }

    private static Multi<ObjectNode> told(CompletionJson shape, Multi<AgentPart> parts) {
        return parts.onItem().transformToIterable(part -> chunks(shape, part));
    }

    private static List<ObjectNode> chunks(CompletionJson shape, AgentPart part) {
        return switch (part) {
            case AgentPart.Text text -> List.of(shape.content(text.added()));
            case AgentPart.Tool tool -> List.of(shape.tool(tool));
            case AgentPart.End end -> {
                List<ObjectNode> last = new ArrayList<>(List.of(shape.finish("stop")));
                AgentAnswer.usageOf(end).ifPresent(usage -> last.add(shape.usage(usage)));
                yield last;
            }
        };
    }

    private Uni<Multi<AgentPart>> ask(ModelCall call) {
        AgentPrompt prompt = AgentPrompt.of(call.body());
        SessionKey key =
                new SessionKey(call.model().substring(PREFIX.length()), call.organization(), conversation(call));
        AgentTurn turn =
                new AgentTurn(key, call.session().isPresent(), prompt.opening(), prompt.message(), prompt.thinking());
        return noted(turn).chain(() -> gateway.ask(newOrKnown(call), turn));
    }

    private Uni<Void> noted(AgentTurn turn) {
        return turn.begun() ? conversations.note(turn.key()) : Uni.createFrom().voidItem();
    }

    /** A call without a session gets a conversation of its own, which nobody but the same call can come back to. */
    private String conversation(ModelCall call) {
        return call.session().orElseGet(() -> newOrKnown(call));
    }

    /** The gateway does not do again what it knows by its id: it tells what became of it. */
    private String newOrKnown(ModelCall call) {
        return call.key()
                .map(key -> UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8))
                        .toString())
                .orElseGet(() -> ids.next(UUID::toString));
    }

    private CompletionJson shape(ModelCall call) {
        String id = "chatcmpl-" + ids.next(UUID::toString).replace("-", "");
        return new CompletionJson(json, id, Instant.now().getEpochSecond(), call.model());
    }
}
