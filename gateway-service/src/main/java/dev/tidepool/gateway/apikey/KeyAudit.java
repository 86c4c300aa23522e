package dev.tidepool.gateway.apikey;

import dev.tidepool.gateway.audit.Origin;
import dev.tidepool.gateway.audit.SecurityEvent;
import dev.tidepool.gateway.audit.Severity;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.OrganizationId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the audit trail says of keys. */
final class KeyAudit {

    private KeyAudit() {}

    static SecurityEvent created(Caller.Member creator, Origin origin, ApiKey key) {
        Map<String, String> details = details(key);
        details.put("scopes", String.join(" ", key.scopes().stream().sorted().toList()));
        key.terms().expiresAt().ifPresent(end -> details.put("expiresAt", end.toString()));
        return SecurityEvent.of("key.created", Severity.INFO, creator, origin, details);
    }

    static SecurityEvent changed(Caller.Member member, Origin origin, ApiKeyId key, ApiKeyChange change) {
        Map<String, String> details = new TreeMap<>(Map.of("key", key.toString()));
        change.name().ifPresent(name -> details.put("name", name));
        change.autoRotate().ifPresent(auto -> details.put("autoRotate", auto.toString()));
        return SecurityEvent.of("key.changed", Severity.INFO, member, origin, details);
    }

    static SecurityEvent rotated(Caller.Member member, Origin origin, ApiKey key) {
        Map<String, String> details = details(key);
        key.text().previousEndsAt().ifPresent(end -> details.put("previousWorksUntil", end.toString()));
        return SecurityEvent.of("key.rotated", Severity.INFO, member, origin, details);
    }

    /** By whoever proved to own the agent. */
    static SecurityEvent recovered(AgentId agent, Origin origin, ApiKey key) {
        Map<String, String> details = details(key);
        details.put("agent", agent.toString());
        return SecurityEvent.anonymous(
                "key.recovered", Severity.WARNING, Optional.of(key.organization()), origin, details);
    }

    static SecurityEvent revoked(Caller.Member member, Origin origin, ApiKeyId key) {
        return SecurityEvent.of("key.revoked", Severity.INFO, member, origin, Map.of("key", key.toString()));
    }

    /** With the rights of whoever it was made for. */
    static SecurityEvent revokedWithMaker(Caller.Member by, Origin origin, ApiKeyId key, String maker) {
        return SecurityEvent.of(
                "key.revoked", Severity.WARNING, by, origin, Map.of("key", key.toString(), "createdBy", maker));
    }

    /** The bootstrap file's key. */
    static SecurityEvent issued(ApiKey key) {
        return SecurityEvent.system("key.created", Severity.INFO, key.organization(), details(key));
    }

    static SecurityEvent replacedByFile(OrganizationId organization, int texts) {
        return SecurityEvent.system(
                "key.revoked",
                Severity.INFO,
                organization,
                Map.of("reason", "the bootstrap file has another key", "texts", Integer.toString(texts)));
    }

    static SecurityEvent due(ApiKey key) {
        Map<String, String> details = details(key);
        key.text().endsAt().ifPresent(end -> details.put("endsAt", end.toString()));
        Severity severity = key.text().endsAt().isPresent() ? Severity.WARNING : Severity.INFO;
        return SecurityEvent.system("key.rotation_due", severity, key.organization(), details);
    }

    private static Map<String, String> details(ApiKey key) {
        return new TreeMap<>(Map.of(
                "key",
                key.id().toString(),
                "name",
                key.name(),
                "prefix",
                key.text().prefix()));
    }
}
