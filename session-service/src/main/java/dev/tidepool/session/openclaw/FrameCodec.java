package dev.tidepool.session.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.json.ExactJson;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** Frames as JSON text. Pure. */
record FrameCodec(ExactJson json) {

    String write(Frame.Request request) {
        ObjectNode frame =
                json.object().put("type", "req").put("id", request.id()).put("method", request.method());
        frame.set("params", request.params());
        return json.write(frame);
    }

    /** @throws Problem OPENCLAW_ANSWER_MALFORMED when the text is no frame that a gateway sends */
    Frame read(String text) {
        ObjectNode frame = json.parseObject(text.getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> malformed("it is no JSON object"));
        return switch (frame.path("type").asText()) {
            case "res" -> answer(frame);
            case "event" -> event(frame);
            default -> throw malformed("its type is neither res nor event");
        };
    }

    private static Frame answer(ObjectNode frame) {
        String id = required(frame, "id");
        JsonNode ok = frame.path("ok");
        if (!ok.isBoolean()) {
            throw malformed("the member ok of an answer is missing");
        }
        return ok.booleanValue()
                ? new Frame.Result(id, frame.path("payload"))
                : new Frame.Failure(id, GatewayError.of(frame.path("error")));
    }

    private static Frame event(ObjectNode frame) {
        JsonNode sequence = frame.path("seq");
        return new Frame.Event(
                required(frame, "event"),
                frame.path("payload"),
                sequence.canConvertToLong() ? OptionalLong.of(sequence.asLong()) : OptionalLong.empty());
    }

    private static String required(ObjectNode frame, String member) {
        String value = frame.path(member).asText();
        if (value.isEmpty()) {
            throw malformed("the member " + member + " is missing");
        }
        return value;
    }

    private static Problem malformed(String why) {
        return Problem.of(
                OpenClawError.OPENCLAW_ANSWER_MALFORMED,
                "The OpenClaw gateway sent a frame that cannot be read: " + why + ".");
    }
}
