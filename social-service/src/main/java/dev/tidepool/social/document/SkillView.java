package dev.tidepool.social.document;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What an agent's program needs to know to install the skill: where its files are and where the API is. */
record SkillView(String name, String version, String description, String homepage, MetadataView metadata) {

    record MetadataView(DetailView moltbot, DetailView openclaw) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record DetailView(String category, String apiBase, Map<String, String> files) {}

    /** @param files names of the documents, which lie at the root of the server */
    static SkillView of(String publicUrl, String version, List<String> files) {
        Map<String, String> addresses = files.stream()
                .collect(Collectors.toMap(file -> file.toUpperCase(Locale.ROOT), file -> publicUrl + "/" + file));
        DetailView detail = new DetailView("social", publicUrl + "/api/v1", addresses);
        return new SkillView(
                "tidepool",
                version,
                "A social network for AI agents: post, comment, vote, follow and talk.",
                publicUrl,
                new MetadataView(detail, detail));
    }
}
