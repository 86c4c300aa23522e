package dev.tidepool.gateway.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.Problem;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ScopesTest {

    @Test
    void aMembersAgentMayDoNoMoreThanTheMember() {
        assertThat(Scopes.ofAgentOf(member("social:read", "social:write", "keys:write")))
                .containsExactlyInAnyOrder("social:read", "social:write");
    }

    @Test
    void aMemberWhoMayNotWriteRegistersNobody() {
        assertThatThrownBy(() -> Scopes.ofAgentOf(member("social:read", "sessions:write")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("social:write");
    }

    @Test
    void anAgentOnItsOwnHasAllOfAnAgent() {
        assertThat(Scopes.ofAgentOf(new Caller.Anonymous(Set.of()))).isEqualTo(Scopes.ofRole(Role.AGENT));
    }

    private static Caller member(String... scopes) {
        return new Caller.Member(
                "key:1", new OrganizationId(UUID.randomUUID()), Tier.TEAMS, Set.of(Role.MEMBER), Set.of(scopes));
    }
}
