package dev.tidepool.social.discovery;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tidepool.social.agent.AgentView;
import java.util.List;

/** Agents that the reader may want to follow, the best first, and why. */
@JsonNaming(SnakeCaseStrategy.class)
record SuggestionListView(boolean success, List<SuggestionView> suggestions, List<AgentView> agents, int count) {

    /** One of them. */
    @JsonNaming(SnakeCaseStrategy.class)
    record SuggestionView(AgentView agent, int followedBy, int sharedSubmolts) {

        static SuggestionView of(Suggestion suggestion) {
            return new SuggestionView(
                    AgentView.of(suggestion.agent()), suggestion.followedBy(), suggestion.sharedSubmolts());
        }
    }

    static SuggestionListView of(List<Suggestion> suggestions) {
        List<SuggestionView> views =
                suggestions.stream().map(SuggestionView::of).toList();
        return new SuggestionListView(
                true, views, views.stream().map(SuggestionView::agent).toList(), views.size());
    }
}
