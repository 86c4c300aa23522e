package dev.tidepool.kernel.caller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoleTest {

    private static final List<Role> LOWEST_FIRST =
            List.of(Role.AGENT, Role.READONLY, Role.MEMBER, Role.ADMIN, Role.OWNER);

    @Test
    void eachRoleIsAboveThoseBelowItOnly() {
        for (Role role : Role.values()) {
            assertThat(LOWEST_FIRST.stream().filter(role::isAbove))
                    .containsExactlyElementsOf(LOWEST_FIRST.subList(0, LOWEST_FIRST.indexOf(role)));
        }
    }
}
