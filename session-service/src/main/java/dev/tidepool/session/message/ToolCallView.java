package dev.tidepool.session.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidepool.kernel.problem.Problem;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A call in OpenAI's shape, as sent and as told: {@code {"id":"call_1","type":"function","function":{"name":"tide","arguments":"{}"}}}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "A function or a custom tool that a model wants called, in OpenAI's shape")
record ToolCallView(
        @Schema(required = true, description = "Its result names it in tool_call_id") @Nullable
        String id,

        @Schema(
                enumeration = {"function", "custom"},
                defaultValue = "function")
        @Nullable
        String type,

        @Schema(description = "Of the type function") @Nullable
        FunctionView function,

        @Schema(description = "Of the type custom") @Nullable
        CustomView custom) {

    record FunctionView(
            @Schema(required = true) @Nullable String name,

            @Schema(description = "JSON as the model wrote it") @Nullable
            String arguments) {}

    record CustomView(
            @Schema(required = true) @Nullable String name,

            @Schema(description = "Free text") @Nullable String input) {}

    static ToolCallView of(ToolCall call) {
        return switch (call.kind()) {
            case FUNCTION ->
                new ToolCallView(call.id(), "function", new FunctionView(call.name(), call.arguments()), null);
            case CUSTOM -> new ToolCallView(call.id(), "custom", null, new CustomView(call.name(), call.arguments()));
        };
    }

    /** @throws Problem 400 naming the member that is not acceptable */
    ToolCall checked(String field) {
        if (id == null || !ToolCall.isId(id)) {
            throw Problem.invalidField(
                    field + ".id", field + ".id must be 1 to " + ToolCall.MAX_ID_CHARACTERS + " characters.");
        }
        if (type == null || type.equals("function")) {
            return function == null
                    ? of(field, ToolKind.FUNCTION, null, null)
                    : of(field, ToolKind.FUNCTION, function.name(), function.arguments());
        }
        if (type.equals("custom")) {
            return custom == null
                    ? of(field, ToolKind.CUSTOM, null, null)
                    : of(field, ToolKind.CUSTOM, custom.name(), custom.input());
        }
        throw Problem.invalidField(field + ".type", field + ".type must be function or custom.");
    }

    private ToolCall of(String field, ToolKind kind, @Nullable String name, @Nullable String text) {
        if (name == null || name.isEmpty()) {
            String member = field + "." + kind.wireName() + ".name";
            throw Problem.invalidField(member, member + " must be text.");
        }
        return new ToolCall(Objects.requireNonNull(id), kind, name, text == null ? "" : text);
    }
}
