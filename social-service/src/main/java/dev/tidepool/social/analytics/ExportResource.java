package dev.tidepool.social.analytics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.SocialAccess;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jspecify.annotations.Nullable;

/** Posts and their numbers, to take out. */
@Path("/api/analytics/export")
@Tag(name = "Analytics")
class ExportResource {

    private final SocialAccess access;
    private final ExportRepository posts;
    private final ObjectMapper json;

    ExportResource(SocialAccess access, ExportRepository posts, ObjectMapper json) {
        this.access = access;
        this.posts = posts;
        this.json = json;
    }

    private enum Format {
        CSV("csv", "text/csv; charset=UTF-8"),
        JSON("json", "application/json");

        private final String ending;
        private final String contentType;

        Format(String ending, String contentType) {
            this.ending = ending;
            this.contentType = contentType;
        }

        static Format of(@Nullable String given) {
            if (given == null || "json".equals(given)) {
                return JSON;
            }
            if ("csv".equals(given)) {
                return CSV;
            }
            throw Problem.invalidField("format", "format must be csv or json.");
        }
    }

    @GET
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(summary = "Export posts with their numbers", description = "Streamed, the newest first.")
    @APIResponse(responseCode = "200", description = "A table (csv, RFC 4180), or an array (json)")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD: format is neither, or days is out of range")
    public RestMulti<byte[]> export(
            @Parameter(description = "csv or json, default json") @QueryParam("format") @Nullable String format,
            @Parameter(
                            description = "1 to 365, default 30: so many days up to today",
                            schema = @Schema(type = SchemaType.INTEGER))
                    @QueryParam("days")
                    @Nullable
                    String days) {
        access.requireReader();
        Format chosen = Format.of(format);
        AnalyticsWindow window = AnalyticsWindow.of(days, LocalDate.now(ZoneOffset.UTC));
        Multi<ExportedPostView> all =
                posts.since(window.first().atStartOfDay(ZoneOffset.UTC).toInstant(), Instant.now());
        Map<String, List<String>> headers = Map.of(
                "Content-Type",
                List.of(chosen.contentType),
                "Content-Disposition",
                List.of("attachment; filename=\"posts." + chosen.ending + '"'));
        return RestMulti.fromUniResponse(
                Uni.createFrom().item(all),
                found -> bytes(chosen == Format.CSV ? csv(found) : array(found)),
                found -> headers);
    }

    private static Multi<String> csv(Multi<ExportedPostView> all) {
        return Multi.createBy()
                .concatenating()
                .streams(Multi.createFrom().item(ExportedPostView.CSV_HEAD), all.map(ExportedPostView::csv));
    }

    private Multi<String> array(Multi<ExportedPostView> all) {
        AtomicBoolean later = new AtomicBoolean();
        return Multi.createBy()
                .concatenating()
                .streams(
                        Multi.createFrom().item("["),
                        all.map(post -> (later.getAndSet(true) ? ",\n" : "") + written(post)),
                        Multi.createFrom().item("]\n"));
    }

    private String written(ExportedPostView post) {
        try {
            return json.writeValueAsString(post);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Multi<byte[]> bytes(Multi<String> texts) {
        return texts.map(text -> text.getBytes(StandardCharsets.UTF_8));
    }
}
