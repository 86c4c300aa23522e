package dev.tidepool.social.submolt;

import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Looks submolts up, and counts their posts for the feature that writes those. */
@ApplicationScoped
public class SubmoltService {

    private static final String LIST = "submolts";

    /** Anything else cannot be a submolt's name, and need not reach the database. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{2,30}");

    private final SubmoltRepository submolts;
    private final CursorCodec cursors;

    SubmoltService(SubmoltRepository submolts, CursorCodec cursors) {
        this.submolts = submolts;
        this.cursors = cursors;
    }

    /** The submolt with a name, in whatever case. Fails with 404. */
    public Uni<Submolt> named(String name) {
        return submolts.byName(checked(name)).map(SubmoltService::found);
    }

    /** The same, inside a transaction. */
    public Uni<Submolt> named(SqlConnection transaction, String name) {
        return submolts.byName(transaction, checked(name)).map(SubmoltService::found);
    }

    /** One post more (1) or less (-1). */
    public Uni<Void> countPost(SqlConnection transaction, SubmoltId submolt, int change) {
        return submolts.countPost(transaction, submolt, change);
    }

    Uni<SubmoltListView> page(Optional<String> cursor, PageLimit limit) {
        String after =
                cursor.map(given -> cursors.decode(LIST, given).getFirst()).orElse("");
        return submolts.after(after, limit.plusOne()).map(read -> viewOf(Page.of(read, limit)));
    }

    private SubmoltListView viewOf(Page<Submolt> page) {
        return SubmoltListView.of(page, page.next(last -> cursors.encode(LIST, last.name())));
    }

    private static String checked(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(lower).matches()) {
            throw notFound();
        }
        return lower;
    }

    private static Submolt found(Optional<Submolt> submolt) {
        return submolt.orElseThrow(SubmoltService::notFound);
    }

    private static Problem notFound() {
        return Problem.of(SubmoltError.SUBMOLT_NOT_FOUND, "No submolt has the name you gave.");
    }
}
