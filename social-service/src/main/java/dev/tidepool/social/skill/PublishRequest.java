package dev.tidepool.social.skill;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidepool.kernel.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a version besides its files: the {@code payload} of a form, or the query of an archive. What is absent comes from the
 * SKILL.md.
 *
 * @param version semantic, never published before
 * @param tags what the skill is about; {@code latest} is no tag, it is always the latest version's
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PublishRequest(
        @Nullable String slug,
        @JsonAlias("display_name") @Nullable String displayName,
        @Nullable String version,
        @Nullable String changelog,
        @Nullable List<@Nullable String> tags) {

    private static final PublishRequest NONE = new PublishRequest(null, null, null, null, null);

    /** Of the part of a form; without one all comes from the SKILL.md. @throws Problem 400 when it is no JSON of this shape */
    public static PublishRequest parse(ObjectMapper json, @Nullable String payload) {
        if (payload == null || payload.isBlank()) {
            return NONE;
        }
        try {
            PublishRequest read = json.readValue(payload, PublishRequest.class);
            return read == null ? NONE : read;
        } catch (JsonProcessingException malformed) {
            throw Problem.invalidField(
                    "payload", "payload must be a JSON object with slug, displayName, version, changelog and tags.");
        }
    }
}
