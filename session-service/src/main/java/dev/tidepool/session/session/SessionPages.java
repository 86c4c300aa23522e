package dev.tidepool.session.session;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists of sessions, from what a client asks for to what it is answered. */
@ApplicationScoped
class SessionPages {

    private final SessionService sessions;
    private final CursorCodec cursors;

    SessionPages(SessionService sessions, CursorCodec cursors) {
        this.sessions = sessions;
        this.cursors = cursors;
    }

    Uni<SessionPageView> list(
            OrganizationId organization, SessionFilter wanted, @Nullable Integer limit, Optional<String> cursor) {
        PageLimit size = PageLimit.of(limit);
        String list = "sessions:" + organization + ":" + wanted;
        Optional<SessionId> before = cursor.map(
                text -> SessionId.fromString(cursors.decode(list, text).getFirst()));
        return sessions.list(organization, wanted, before, size).map(page -> view(list, page));
    }

    private SessionPageView view(String list, Page<Session> page) {
        Optional<String> next = page.next(last -> cursors.encode(list, last.id().toString()));
        return new SessionPageView(page.map(SessionView::of), next.orElse(null));
    }
}
