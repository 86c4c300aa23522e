package dev.tidepool.gateway.audit;

import dev.tidepool.gateway.client.ClientNetwork;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.log.Redaction;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Something that concerns an organisation's security.
 *
 * @param type {@code noun.verb}, for example {@code key.revoked} or {@code login.failed}
 * @param organization whose owners see it; empty for nobody's, such as a log-in with an unknown address
 * @param actor the subject that did it, for example {@code account:<uuid>}; {@code anonymous}, or {@code system} for the
 *     gateway itself
 * @param details more of it, by name; values are cut to 256 characters and secrets taken out
 */
public record SecurityEvent(
        String type,
        Severity severity,
        Optional<OrganizationId> organization,
        String actor,
        String clientAddress,
        String requestId,
        Map<String, String> details) {

    /** The gateway itself, in its jobs. */
    public static final String SYSTEM = "system";

    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z0-9_]+)+");
    private static final int MAX_TYPE = 64;
    private static final int MAX_ACTOR = 128;
    private static final int MAX_DETAILS = 16;
    private static final int MAX_VALUE = 256;

    public SecurityEvent {
        if (type.length() > MAX_TYPE || !TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException("type must look like noun.verb: " + type);
        }
        if (actor.isBlank() || actor.length() > MAX_ACTOR) {
            throw new IllegalArgumentException("actor must be 1 to " + MAX_ACTOR + " characters: " + actor);
        }
        if (details.size() > MAX_DETAILS) {
            throw new IllegalArgumentException("details must be at most " + MAX_DETAILS + ": " + details.size());
        }
        Map<String, String> clean = new TreeMap<>();
        details.forEach((name, value) -> clean.put(name, clean(value)));
        details = Map.copyOf(clean);
    }

    /** What a member of an organisation did. */
    public static SecurityEvent of(
            String type, Severity severity, Caller.Member member, Origin origin, Map<String, String> details) {
        return new SecurityEvent(
                type,
                severity,
                Optional.of(member.organization()),
                member.subject(),
                origin.clientAddress(),
                origin.requestId(),
                details);
    }

    /**
     * What a service tells of: an {@link Event#audited} event.
     *
     * @throws RuntimeException of some kind if its data is not of that form
     */
    static SecurityEvent ofService(Event event) {
        Map<String, String> details = event.data().stream()
                .filter(member ->
                        !member.getKey().equals("by") && !member.getKey().equals("severity"))
                .collect(Collectors.toMap(Map.Entry::getKey, member -> String.valueOf(member.getValue())));
        return new SecurityEvent(
                event.type().replace(':', '.'),
                Severity.ofWireName(event.data().getString("severity", Severity.INFO.wireName())),
                Optional.of(event.organization()),
                event.data().getString("by", SYSTEM),
                Origin.NONE.clientAddress(),
                Origin.NONE.requestId(),
                details);
    }

    /** What somebody unknown did or tried, to an organisation if it is known which. */
    public static SecurityEvent anonymous(
            String type,
            Severity severity,
            Optional<OrganizationId> organization,
            Origin origin,
            Map<String, String> details) {
        return new SecurityEvent(
                type,
                severity,
                organization,
                Caller.Anonymous.SUBJECT,
                origin.clientAddress(),
                origin.requestId(),
                details);
    }

    /** What the gateway did by itself. */
    public static SecurityEvent system(
            String type, Severity severity, OrganizationId organization, Map<String, String> details) {
        return new SecurityEvent(
                type,
                severity,
                Optional.of(organization),
                SYSTEM,
                Origin.NONE.clientAddress(),
                Origin.NONE.requestId(),
                details);
    }

    /** The event but for the request and the address within its network: repeats of it are the same. */
    SecurityEvent ofAnyRequest() {
        return new SecurityEvent(type, severity, organization, actor, ClientNetwork.of(clientAddress), "-", details);
    }

    /** What the gateway did by itself, to no organisation's alone. */
    public static SecurityEvent system(String type, Severity severity, Map<String, String> details) {
        return new SecurityEvent(
                type,
                severity,
                Optional.empty(),
                SYSTEM,
                Origin.NONE.clientAddress(),
                Origin.NONE.requestId(),
                details);
    }

    /** The event with how many times it happened. */
    SecurityEvent times(int count) {
        Map<String, String> more = new TreeMap<>(details);
        more.put("times", Integer.toString(count));
        return new SecurityEvent(type, severity, organization, actor, clientAddress, requestId, more);
    }

    /** PostgreSQL's text and jsonb hold every character but NUL. */
    private static String clean(String value) {
        String whole = Redaction.redact(value.replace("\0", ""));
        return whole.length() <= MAX_VALUE ? whole : whole.substring(0, MAX_VALUE - 1) + "…";
    }
}
