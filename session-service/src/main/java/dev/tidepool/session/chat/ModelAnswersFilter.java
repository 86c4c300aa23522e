package dev.tidepool.session.chat;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;

/** Describes the refusals that all of OpenAI's ways to ask a model have in common. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ModelAnswersFilter implements OASFilter {

    private static final List<String> PATHS = List.of(ChatResource.PATH, "/v1/responses");

    private static final Map<String, String> REFUSALS = Map.of(
            "400", "invalid_field, model_not_found, model_request_refused",
            "403", "quota_exceeded: the month's messages or tokens are used",
            "404", "session_not_found",
            "409", "session_closed, session_expired",
            "429", "model_rate_limited: the provider limits its use; see Retry-After",
            "502", "The provider answered wrongly",
            "503", "The provider is not available; see Retry-After",
            "504", "The provider did not answer in time");

    @Override
    public void filterOpenAPI(OpenAPI description) {
        PATHS.stream()
                .map(path -> description.getPaths().getPathItem(path).getPOST())
                .forEach(ModelAnswersFilter::describe);
    }

    private static void describe(Operation asking) {
        REFUSALS.forEach((status, text) -> asking.getResponses()
                .addAPIResponse(status, OASFactory.createAPIResponse().description(text)));
    }
}
