package dev.tidepool.session.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.session.json.RawObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A checked chat request for a model.
 *
 * @param request the whole request in OpenAI's shape, members unknown to us included
 * @param organization whose call it is
 * @param session the id of the stored session it belongs to, if any
 * @param key names the call, if it may be made again for the same answer: after a crash, of which nobody knows how far it went
 */
public record ModelCall(
        RawObject request, OrganizationId organization, Optional<String> session, Optional<String> key) {

    /** A call that is made once. */
    public ModelCall(RawObject request, OrganizationId organization, Optional<String> session) {
        this(request, organization, session, Optional.empty());
    }

    public ModelCall withKey(String name) {
        return new ModelCall(request, organization, session, Optional.of(name));
    }

    /** What the request says; not to be changed. */
    public ObjectNode body() {
        return request.view();
    }

    public String model() {
        return body().path("model").asText();
    }

    List<ModelMessage> messages() {
        List<ModelMessage> messages = new ArrayList<>();
        body().path("messages").forEach(message -> messages.add(ModelMessage.of(message)));
        return messages;
    }

    /** The most tokens the answer may have; the newer member's name wins. */
    OptionalLong maxTokens() {
        JsonNode newer = body().path("max_completion_tokens");
        JsonNode limit = newer.isNumber() ? newer : body().path("max_tokens");
        return limit.isNumber() ? OptionalLong.of(limit.asLong()) : OptionalLong.empty();
    }

    /** Texts at which the answer ends. */
    List<String> stops() {
        JsonNode stop = body().path("stop");
        List<String> stops = new ArrayList<>();
        if (stop.isTextual()) {
            stops.add(stop.textValue());
        }
        stop.forEach(each -> stops.add(each.asText()));
        return stops.stream().filter(text -> !text.isEmpty()).toList();
    }
}
