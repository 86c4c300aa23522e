package dev.tidepool.session.session;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.session.json.StorableText;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Lists of sessions, from what a client asks for to what it is answered. */
@ApplicationScoped
class SessionPages {

    private final SessionService sessions;
    private final CursorCodec cursors;
    private final SessionConfig limits;

    SessionPages(SessionService sessions, CursorCodec cursors, SessionConfig limits) {
        this.sessions = sessions;
        this.cursors = cursors;
        this.limits = limits;
    }

    Uni<SessionPageView> list(
            OrganizationId organization, SessionFilter wanted, PageLimit limit, Optional<String> cursor) {
        wanted.label().ifPresent(label -> StorableText.require("label", label, limits.maxLabelCharacters()));
        String list = "sessions:" + organization + ":" + wanted;
        Optional<SessionId> before = cursor.map(
                text -> SessionId.fromString(cursors.decode(list, text).getFirst()));
        return sessions.list(organization, wanted, before, limit).map(page -> view(list, page));
    }

    private SessionPageView view(String list, Page<Session> page) {
        Optional<String> next = page.next(last -> cursors.encode(list, last.id().toString()));
        return new SessionPageView(page.map(SessionView::of), next.orElse(null));
    }
}
