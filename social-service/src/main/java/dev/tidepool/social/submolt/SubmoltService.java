package dev.tidepool.social.submolt;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.social.input.ListParameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Looks submolts up, and counts their posts for the feature that writes those. */
@ApplicationScoped
public class SubmoltService {

    private static final String LIST = "submolts";

    private final SubmoltRepository submolts;
    private final CursorCodec cursors;

    SubmoltService(SubmoltRepository submolts, CursorCodec cursors) {
        this.submolts = submolts;
        this.cursors = cursors;
    }

    /** The submolt with a name, in whatever case. Fails with 404. */
    public Uni<Submolt> named(String name) {
        return submolts.byName(SubmoltName.ofExisting(name)).map(SubmoltService::found);
    }

    /** The same, inside a transaction. */
    public Uni<Submolt> named(SqlConnection transaction, String name) {
        return submolts.byName(transaction, SubmoltName.ofExisting(name)).map(SubmoltService::found);
    }

    /** One post more (1) or less (-1). */
    public Uni<Void> countPost(SqlConnection transaction, SubmoltId submolt, int change) {
        return submolts.countPost(transaction, submolt, change);
    }

    /** The submolt as a reader sees it, if it is an agent. Fails with 404. */
    Uni<ReadSubmolt> read(String name, Optional<AgentId> reader) {
        return submolts.read(SubmoltName.ofExisting(name), reader).map(SubmoltService::found);
    }

    Uni<SubmoltListView> page(ListParameters parameters, Optional<AgentId> reader) {
        String after = parameters
                .pageCursor()
                .map(given -> cursors.decode(LIST, given).getFirst())
                .orElse("");
        return submolts.after(after, parameters.pageLimit().plusOne(), parameters.pageOffset(), reader)
                .map(read -> viewOf(Page.of(read, parameters.pageLimit()), parameters));
    }

    private SubmoltListView viewOf(Page<ReadSubmolt> page, ListParameters parameters) {
        Optional<String> next =
                page.next(last -> cursors.encode(LIST, last.submolt().name()));
        return SubmoltListView.of(page, next, parameters);
    }

    private static <T> T found(Optional<T> submolt) {
        return submolt.orElseThrow(SubmoltName::notFound);
    }
}
