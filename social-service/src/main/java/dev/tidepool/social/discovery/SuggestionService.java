package dev.tidepool.social.discovery;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.page.PageLimit;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Suggests whom to follow: friends of friends, and neighbours in submolts. */
@ApplicationScoped
class SuggestionService {

    private final SuggestionRepository suggestions;
    private final SuggestionConfig config;

    SuggestionService(SuggestionRepository suggestions, SuggestionConfig config) {
        this.suggestions = suggestions;
        this.config = config;
    }

    Uni<List<Suggestion>> suggest(AgentId reader, PageLimit limit) {
        return suggestions.find(reader, limit.value(), config.reach());
    }
}
