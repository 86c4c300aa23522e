package dev.tidepool.session.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The arguments of a call, which fit the tool's schema. */
public record ToolInput(ObjectNode arguments, ObjectMapper mapper) {

    /** One that the schema requires. */
    public String required(String name) {
        return arguments.required(name).textValue();
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(arguments.path(name).textValue());
    }

    public @Nullable Integer number(String name) {
        return arguments.has(name) ? Integer.valueOf(arguments.path(name).intValue()) : null;
    }

    public boolean flag(String name) {
        return arguments.path(name).booleanValue();
    }

    /** All of them as the body that the tool's route takes. */
    public <T> T as(Class<T> body) {
        try {
            return mapper.treeToValue(arguments, body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the schema allows what the body does not", impossible);
        }
    }
}
