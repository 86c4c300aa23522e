package dev.tidepool.session.response;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.session.SessionId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A response's id: {@code resp_} and 32 hexadecimal digits; before them those of the session it belongs to, if any, so that a later
 * request finds the session by the id alone. Pure.
 */
record ResponseId(Optional<SessionId> session, String digits) {

    private static final String FIELD = "previous_response_id";
    private static final Pattern FORM = Pattern.compile("resp_([0-9a-f]{32})?([0-9a-f]{32})");

    /** The session that the response of this id belongs to. @throws Problem 400 when it names none */
    static SessionId sessionOf(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw Problem.invalidField(FIELD, FIELD + " must be the id of a response.");
        }
        return Optional.ofNullable(form.group(1))
                .map(ResponseId::session)
                .orElseThrow(() -> Problem.invalidField(
                        FIELD,
                        "This response belongs to no session, so nothing of it is kept. Bind the first request to a session with"
                                + " X-Session-Id or metadata.session_id, or send the whole conversation as input."));
    }

    private static SessionId session(String hex) {
        return SessionId.fromString(hex.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"));
    }

    @Override
    public String toString() {
        return "resp_" + session.map(bound -> bound.toString().replace("-", "")).orElse("") + digits;
    }
}
