package dev.tidepool.gateway.realtime;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.event.Event;

/** Which right it takes to read of an event, by its subject: that of the API which shows the same. Pure. */
final class EventAccess {

    private EventAccess() {}

    static boolean mayRead(Event event, Caller.Member member) {
        String subject = event.type().substring(0, event.type().indexOf(':'));
        return switch (subject) {
            case "session", "message", "canvas", "browser", "quota" ->
                member.scopes().contains("sessions:read");
            case "task", "schedule" -> member.scopes().contains("tasks:read");
            case "skill" -> member.scopes().contains("skills:read");
            case "agent",
                    "post",
                    "comment",
                    "submolt",
                    "vote",
                    "dm",
                    "report",
                    "moderation",
                    "metrics",
                    "trending",
                    "webhook",
                    "alert" -> member.scopes().contains("social:read");
            case "transaction", "stake", "validator" -> member.scopes().contains("staking:read");
            case "key" -> member.scopes().contains("keys:read");
            // What is not known here may be anything: only those who may read everything see it.
            default -> member.roles().contains(Role.OWNER) || member.roles().contains(Role.ADMIN);
        };
    }
}
