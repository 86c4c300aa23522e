package dev.tidepool.gateway.realtime;

import dev.tidepool.kernel.caller.Caller;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The kinds of rooms: their names, what it takes to listen, and who sees an event. Pure. */
enum RoomKind {
    /** Everything public that is created or deleted. */
    EVENTS("events:all", "social:read", Audience.EVERYBODY),
    ANALYTICS("analytics(:(agents|posts|metrics))?", "social:read", Audience.EVERYBODY),
    AGENT("agent:ID", "social:read", Audience.EVERYBODY),
    POST("post:ID", "social:read", Audience.EVERYBODY),
    SUBMOLT("submolt:ID", "social:read", Audience.EVERYBODY),
    ALERTS("alerts(:critical)?", "social:read", Audience.OWN_ORGANIZATION),
    SYSTEM("system", "", Audience.EVERYBODY),
    /** One account's or agent's own; nobody else may listen, so all that comes is for the listener. */
    USER("user:ID", "", Audience.EVERYBODY),
    SESSION("session:ID", "sessions:read", Audience.OWN_ORGANIZATION),
    TASK("task:ID", "tasks:read", Audience.OWN_ORGANIZATION),
    STAKING("staking(:ID)?", "staking:read", Audience.OWN_ORGANIZATION),
    TRANSACTION("transaction:ID", "staking:read", Audience.OWN_ORGANIZATION),
    /** All that happens in one's own organisation. */
    ORGANIZATION("organization:ID", "", Audience.OWN_ORGANIZATION);

    /** Who sees an event in a room of this kind, of those who listen there. */
    enum Audience {
        EVERYBODY,
        /**
         * Members of the event's organisation who may read its kind of thing: a session's room also tells of its tasks, and the
         * room's name does not tell whose it is; its events do.
         */
        OWN_ORGANIZATION
    }

    private final Pattern form;
    private final String scope;
    private final Audience audience;

    RoomKind(String form, String scope, Audience audience) {
        this.form = Pattern.compile(form.replace("ID", "[A-Za-z0-9_-]{1,64}"));
        this.scope = scope;
        this.audience = audience;
    }

    static Optional<RoomKind> of(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.form.matcher(name).matches())
                .findFirst();
    }

    Audience audience() {
        return audience;
    }

    /** Why the member may not listen, or empty if it may. */
    Optional<String> refusal(Caller.Member member, String name) {
        if (!scope.isEmpty() && !member.scopes().contains(scope)) {
            return Optional.of("The credential lacks the scope " + scope + ".");
        }
        String id = name.substring(name.indexOf(':') + 1);
        return switch (this) {
            case ORGANIZATION ->
                id.equals(member.organization().toString())
                        ? Optional.empty()
                        : Optional.of("The room " + name + " belongs to another organisation.");
            case USER ->
                member.subject().endsWith(":" + id)
                        ? Optional.empty()
                        : Optional.of("The room " + name + " belongs to somebody else.");
            case EVENTS, ANALYTICS, AGENT, POST, SUBMOLT, ALERTS, SYSTEM, SESSION, TASK, STAKING, TRANSACTION ->
                Optional.empty();
        };
    }
}
