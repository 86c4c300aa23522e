package dev.tidepool.session.session;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.json.StorableJson;
import dev.tidepool.session.json.StorableText;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of a request for a session, as sent: every member may be absent. */
record CreateSession(
        @Schema(examples = "api") @Nullable String channel,
        @Schema(examples = "tidepool-offline") @Nullable String model,

        @Schema(enumeration = {"off", "minimal", "low", "medium", "high", "xhigh"}) @Nullable
        String thinking,

        @Nullable String systemPrompt,
        @Nullable Map<String, @Nullable Object> metadata,

        @Schema(minimum = "60", maximum = "2592000", defaultValue = "86400") @Nullable
        Integer ttlSeconds,

        @Nullable String label) {

    static final CreateSession EMPTY = new CreateSession(null, null, null, null, null, null, null);

    /** What a request may name; everything else is passed over. */
    static final Set<String> MEMBERS =
            Set.of("channel", "model", "thinking", "systemPrompt", "metadata", "ttlSeconds", "label");

    private static final Pattern CHANNEL = Pattern.compile("[a-z0-9][a-z0-9_-]{0,31}");

    private static final Pattern MODEL = Pattern.compile("[\\x21-\\x7e]{1,128}");

    /** @throws Problem 400 naming the field that is not acceptable */
    SessionSettings settings(SessionConfig limits, String defaultModel) {
        return new SessionSettings(
                matching("channel", channel, CHANNEL, "api", "1 to 32 lower-case letters, digits, _ or -"),
                matching("model", model, MODEL, defaultModel, "1 to 128 visible ASCII characters"),
                thinking == null ? ThinkingLevel.OFF : ThinkingLevel.ofWireName(thinking),
                checkedPrompt(limits),
                checkedMetadata(limits),
                checkedLabel(limits));
    }

    /** @throws Problem 400 when it is out of range */
    Duration ttl(SessionConfig limits) {
        if (ttlSeconds == null) {
            return limits.defaultTtl();
        }
        Duration ttl = Duration.ofSeconds(ttlSeconds);
        if (ttl.compareTo(limits.minimumTtl()) < 0 || ttl.compareTo(limits.maximumTtl()) > 0) {
            throw Problem.invalidField(
                    "ttlSeconds",
                    "ttlSeconds must be between %d and %d, not %d."
                            .formatted(
                                    limits.minimumTtl().toSeconds(),
                                    limits.maximumTtl().toSeconds(),
                                    ttlSeconds));
        }
        return ttl;
    }

    private static String matching(
            String field, @Nullable String value, Pattern pattern, String otherwise, String rule) {
        if (value == null) {
            return otherwise;
        }
        if (!pattern.matcher(value).matches()) {
            throw Problem.invalidField(field, field + " must be " + rule + ".");
        }
        return value;
    }

    private Optional<String> checkedPrompt(SessionConfig limits) {
        if (systemPrompt == null || systemPrompt.isEmpty()) {
            return Optional.empty();
        }
        StorableText.require("systemPrompt", systemPrompt);
        if (systemPrompt.getBytes(StandardCharsets.UTF_8).length > limits.maxSystemPromptBytes()) {
            throw Problem.invalidField(
                    "systemPrompt", "systemPrompt must be at most " + limits.maxSystemPromptBytes() + " bytes.");
        }
        return Optional.of(systemPrompt);
    }

    private JsonObject checkedMetadata(SessionConfig limits) {
        if (metadata == null) {
            return new JsonObject();
        }
        return StorableJson.require("metadata", new JsonObject(metadata), limits.maxMetadataBytes());
    }

    private Optional<String> checkedLabel(SessionConfig limits) {
        if (label == null) {
            return Optional.empty();
        }
        StorableText.require("label", label);
        if (label.isBlank() || label.codePointCount(0, label.length()) > limits.maxLabelCharacters()) {
            throw Problem.invalidField(
                    "label", "label must be 1 to " + limits.maxLabelCharacters() + " characters and not blank.");
        }
        return Optional.of(label);
    }
}
