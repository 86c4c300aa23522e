package dev.tidepool.social.submolt;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Body of a change of a submolt's settings: what is absent stays. */
@JsonNaming(SnakeCaseStrategy.class)
record SettingsRequest(
        @Nullable String displayName,
        @Nullable String description,
        @Nullable String bannerColor,
        @Nullable String themeColor,
        @Nullable List<@Nullable String> labels) {}
