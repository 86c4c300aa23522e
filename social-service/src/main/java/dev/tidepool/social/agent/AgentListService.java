package dev.tidepool.social.agent;

import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.social.input.ListParameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;

/** Reads lists of agents page by page: none twice and none left out, whatever happens meanwhile. */
@ApplicationScoped
public class AgentListService {

    private final CursorCodec cursors;

    AgentListService(CursorCodec cursors) {
        this.cursors = cursors;
    }

    /**
     * @param list names the list, with whose it is: its cursors are good for nothing else
     * @throws dev.tidepool.kernel.problem.Problem 400 for a parameter that is wrong
     */
    public Uni<AgentPage> page(
            String list, ListParameters parameters, Function<AgentSlice, Uni<List<ListedAgent>>> query) {
        AgentPosition after = parameters
                .pageCursor()
                .map(cursor -> AgentPosition.ofFields(cursors.decode(list, cursor)))
                .orElse(AgentPosition.START);
        AgentSlice slice = new AgentSlice(after, parameters.pageLimit().plusOne(), parameters.pageOffset());
        return query.apply(slice).map(read -> pageOf(list, parameters, Page.of(read, parameters.pageLimit())));
    }

    private AgentPage pageOf(String list, ListParameters parameters, Page<ListedAgent> page) {
        return new AgentPage(
                page.map(ListedAgent::agent),
                page.next(last -> cursors.encode(list, last.position().fields())),
                parameters.pageLimit().value(),
                parameters.pageOffset());
    }
}
