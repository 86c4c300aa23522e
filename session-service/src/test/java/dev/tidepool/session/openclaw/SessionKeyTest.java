package dev.tidepool.session.openclaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidepool.kernel.id.OrganizationId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionKeyTest {

    private static final OrganizationId ORGANIZATION = new OrganizationId(new UUID(1, 2));
    private static final String SESSION = new UUID(3, 4).toString();

    @Test
    void namesAgentOrganizationAndSession() {
        assertThat(new SessionKey("main", ORGANIZATION, SESSION))
                .hasToString("agent:main:00000000-0000-0001-0000-000000000002:00000000-0000-0003-0000-000000000004");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "main:00000000-0000-0009-0000-000000000009", "Main", "a b", "a/b", "-a", "é"})
    void letsNoAgentsNameReachBeyondItsPart(String agent) {
        assertThatIllegalArgumentException().isThrownBy(() -> new SessionKey(agent, ORGANIZATION, SESSION));
        assertThatIllegalArgumentException().isThrownBy(() -> new SessionKey("main", ORGANIZATION, agent));
    }
}
