package dev.tidepool.social.agent;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.tidepool.social.input.PaginationView;
import dev.tidepool.social.input.WrittenOnce;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of agents; {@code data} and {@code pagination} repeat it for the older dialect. */
@JsonNaming(SnakeCaseStrategy.class)
public record AgentListView(
        boolean success,
        @JsonSerialize(using = WrittenOnce.class) List<AgentView> agents,
        @JsonSerialize(using = WrittenOnce.class) List<AgentView> data,
        int count,
        boolean hasMore,
        @Nullable String nextCursor,
        PaginationView pagination) {

    public static AgentListView of(AgentPage page) {
        List<AgentView> agents = page.agents().stream().map(AgentView::of).toList();
        return new AgentListView(
                true,
                agents,
                agents,
                agents.size(),
                page.next().isPresent(),
                page.next().orElse(null),
                page.pagination());
    }
}
