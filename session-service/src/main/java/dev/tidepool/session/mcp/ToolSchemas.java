package dev.tidepool.session.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import dev.tidepool.kernel.problem.Problem;
import io.quarkiverse.mcp.server.GlobalInputSchemaGenerator;
import io.quarkiverse.mcp.server.ToolManager.ToolInfo;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What each tool takes: told to clients, and required of them. */
@Singleton
class ToolSchemas implements GlobalInputSchemaGenerator {

    private final Map<String, JsonSchema> schemas;

    ToolSchemas(McpSchemas source) {
        this.schemas = source.read("mcp/tools.json");
    }

    /** One tool's. */
    private record Shown(Object value) implements InputSchema {

        @Override
        public String asJson() {
            return value.toString();
        }
    }

    @Override
    public InputSchema generate(ToolInfo tool) {
        return new Shown(of(tool.name()).getSchemaNode());
    }

    /** @throws Problem 400 naming what does not fit */
    void require(String tool, ObjectNode arguments) {
        Optional<McpSchemas.Misfit> misfit = McpSchemas.misfit(of(tool), arguments);
        if (misfit.isPresent()) {
            throw Problem.invalidField(
                    misfit.get().field(),
                    "The arguments do not fit: " + misfit.get().detail());
        }
    }

    private JsonSchema of(String tool) {
        return Objects.requireNonNull(schemas.get(tool), () -> "no schema of " + tool);
    }
}
