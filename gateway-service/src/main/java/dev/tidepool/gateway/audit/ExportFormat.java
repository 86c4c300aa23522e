package dev.tidepool.gateway.audit;

import dev.tidepool.kernel.problem.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Lets a link choose the form of an export, since it cannot set Accept: {@code ?format=csv} or {@code ?format=json}. */
class ExportFormat {

    private static final String PATH = "/v1/audit/export";

    @ServerRequestFilter(preMatching = true)
    public void choose(ContainerRequestContext request) {
        String format = request.getUriInfo().getQueryParameters().getFirst("format");
        if (format != null && request.getUriInfo().getPath().equals(PATH)) {
            request.getHeaders().putSingle(HttpHeaders.ACCEPT, mediaType(format));
        }
    }

    private static String mediaType(String format) {
        return switch (format) {
            case "csv" -> "text/csv";
            case "json" -> MediaType.APPLICATION_JSON;
            default -> throw Problem.invalidField("format", "format must be csv or json.");
        };
    }
}
