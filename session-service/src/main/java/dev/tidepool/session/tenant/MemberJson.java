package dev.tidepool.session.tenant;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.id.OrganizationId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** How a member is stored beside what runs in his name later; his organisation has a column of its own. Pure. */
public final class MemberJson {

    private MemberJson() {}

    public static JsonObject of(Caller.Member member) {
        return new JsonObject()
                .put("subject", member.subject())
                .put("tier", member.tier().wireName())
                .put("roles", sorted(member.roles().stream().map(Role::wireName).toList()))
                .put("scopes", sorted(member.scopes()));
    }

    public static Caller.Member read(OrganizationId organization, JsonObject json) {
        return new Caller.Member(
                json.getString("subject"),
                organization,
                Tier.ofWireName(json.getString("tier")),
                texts(json, "roles").stream().map(Role::ofWireName).collect(Collectors.toUnmodifiableSet()),
                texts(json, "scopes"));
    }

    private static JsonArray sorted(Collection<String> texts) {
        return new JsonArray(texts.stream().sorted().toList());
    }

    private static Set<String> texts(JsonObject json, String member) {
        return json.getJsonArray(member).stream().map(String.class::cast).collect(Collectors.toUnmodifiableSet());
    }
}
