package dev.tidepool.social.post;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Body of a new post, as either dialect sends it: {@code submolt_name} or {@code submolt}. */
record PostRequest(
        @JsonProperty("submolt_name") @Nullable String submoltName,
        @Nullable String submolt,
        @Nullable String title,
        @Nullable String content,
        @Nullable String url,
        @Nullable String type,
        @Nullable String language,
        @Nullable String skill,
        @Nullable List<@Nullable String> labels) {}
