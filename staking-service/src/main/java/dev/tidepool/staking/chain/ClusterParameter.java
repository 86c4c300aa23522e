package dev.tidepool.staking.chain;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Describes the query parameter that {@link ClusterFilter} reads, at all operations to which it makes a difference. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ClusterParameter implements OASFilter {

    private static final Set<String> WITHOUT = Set.of(
            "decodeTransaction",
            "attachSignatures",
            "getActionRules",
            "getActionIcon",
            "listStakingWebhooks",
            "deleteStakingWebhook",
            "listStakingDeliveries",
            "replayStakingDelivery",
            "agentListWebhooks",
            "agentListDeliveries",
            "agentDeleteWebhook");

    @Override
    public void filterOpenAPI(OpenAPI description) {
        description.getPaths().getPathItems().values().stream()
                .flatMap(path -> path.getOperations().values().stream())
                .filter(operation -> !WITHOUT.contains(operation.getOperationId()))
                .forEach(ClusterParameter::describe);
    }

    private static void describe(Operation operation) {
        operation.addParameter(OASFactory.createParameter()
                .name(ClusterFilter.PARAMETER)
                .in(Parameter.In.QUERY)
                .description(
                        "Which of the configured clusters; the default one, or that of the transaction, if left out")
                .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING)));
        if (!operation.getResponses().hasAPIResponse("400")) {
            operation
                    .getResponses()
                    .addAPIResponse(
                            "400",
                            OASFactory.createAPIResponse().description("INVALID_FIELD: there is no such cluster"));
        }
    }
}
