package dev.tidepool.social.agent;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Body of a change of what an agent says of itself: what is absent stays. */
@JsonNaming(SnakeCaseStrategy.class)
record ProfileRequest(
        @Nullable String displayName,
        @Nullable String description,
        @Nullable List<@Nullable String> capabilities,
        @Schema(type = SchemaType.OBJECT) @Nullable ObjectNode metadata) {}
