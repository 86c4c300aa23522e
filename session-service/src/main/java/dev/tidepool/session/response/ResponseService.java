package dev.tidepool.session.response;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.chat.ChatRequest;
import dev.tidepool.session.chat.ChatService;
import dev.tidepool.session.json.ExactJson;
import dev.tidepool.session.model.ModelAnswer;
import dev.tidepool.session.model.ModelChunk;
import dev.tidepool.session.session.SessionId;
import dev.tidepool.session.stream.EventStream;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes responses of chats. */
@ApplicationScoped
class ResponseService {

    private final ChatService chats;
    private final ExactJson json;
    private final Uuid7Generator ids;
    private final ResponseConfig config;

    ResponseService(ChatService chats, ExactJson json, Uuid7Generator ids, ResponseConfig config) {
        this.chats = chats;
        this.json = json;
        this.ids = ids;
        this.config = config;
    }

    /** The response as JSON. */
    Uni<String> create(Caller.Member member, ResponseRequest request, Optional<SessionId> session) {
        ChatRequest chat = chat(request);
        return chats.complete(member, chat, session)
                .onFailure(Problem.class)
                .transform(ResponseService::ofInput)
                .map(answer -> whole(new ResponseStream(body(request, session)), answer));
    }

    /** What a chat calls its messages is the input here. */
    private static Throwable ofInput(Throwable failure) {
        return failure instanceof Problem problem
                        && "messages".equals(problem.members().get("field"))
                ? Problem.invalidField("input", problem.detail())
                : failure;
    }

    private String whole(ResponseStream response, ModelAnswer answer) {
        ObjectNode completion = parse(answer.json());
        response.takeWhole(completion);
        return json.write(response.whole());
    }

    /** Its events as they come. */
    Uni<EventStream> stream(Caller.Member member, ResponseRequest request, Optional<SessionId> session) {
        ChatRequest chat = chat(request);
        return chats.stream(member, chat, session)
                .onFailure(Problem.class)
                .transform(ResponseService::ofInput)
                .map(chunks -> events(new ResponseStream(body(request, session)), chunks));
    }

    private EventStream events(ResponseStream response, Multi<ModelChunk> chunks) {
        Multi<List<ObjectNode>> parts = Multi.createBy()
                .concatenating()
                .streams(
                        Multi.createFrom().item(response::begin),
                        chunks.map(chunk -> response.take(parse(chunk.data()))),
                        Multi.createFrom().item(response::end))
                .onFailure(Problem.class)
                .recoverWithItem(failure -> response.fail((Problem) failure));
        return new EventStream(
                parts.onItem().transformToIterable(events -> events).map(this::event));
    }

    private String event(ObjectNode event) {
        return "event: " + event.path("type").asText() + "\ndata: " + json.write(event) + "\n\n";
    }

    private ChatRequest chat(ResponseRequest request) {
        ObjectNode chat = request.chat(config.maxItems());
        return chats.request(chat, json.write(chat).getBytes(StandardCharsets.UTF_8));
    }

    private ResponseBody body(ResponseRequest request, Optional<SessionId> session) {
        ResponseId id = new ResponseId(session, ids.next(UUID::toString).replace("-", ""));
        return new ResponseBody(request, id, Instant.now().getEpochSecond());
    }

    private ObjectNode parse(String text) {
        return json.parseObject(text.getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> new IllegalStateException("backends answer objects"));
    }
}
