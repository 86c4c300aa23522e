package dev.tidepool.session.message;

import dev.tidepool.kernel.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A call in OpenAI's shape, as sent and as told: {@code {"id":"call_1","type":"function","function":{"name":"tide","arguments":"{}"}}}. */
@Schema(description = "A function that a model wants called, in OpenAI's shape")
record ToolCallView(
        @Schema(required = true, description = "Its result names it in tool_call_id") @Nullable
        String id,

        @Schema(
                enumeration = {"function"},
                defaultValue = "function")
        @Nullable
        String type,

        @Schema(required = true) @Nullable FunctionView function) {

    record FunctionView(
            @Schema(required = true) @Nullable String name,

            @Schema(description = "JSON as the model wrote it") @Nullable
            String arguments) {}

    static ToolCallView of(ToolCall call) {
        return new ToolCallView(call.id(), "function", new FunctionView(call.name(), call.arguments()));
    }

    /** @throws Problem 400 naming the member that is not acceptable */
    ToolCall checked(String field) {
        if (id == null || !ToolCall.isId(id)) {
            throw Problem.invalidField(
                    field + ".id", field + ".id must be 1 to " + ToolCall.MAX_ID_CHARACTERS + " characters.");
        }
        if (type != null && !type.equals("function")) {
            throw Problem.invalidField(field + ".type", field + ".type must be function.");
        }
        if (function == null || function.name() == null || function.name().isEmpty()) {
            throw Problem.invalidField(field + ".function.name", field + ".function.name must be text.");
        }
        return new ToolCall(id, function.name(), function.arguments() == null ? "" : function.arguments());
    }
}
