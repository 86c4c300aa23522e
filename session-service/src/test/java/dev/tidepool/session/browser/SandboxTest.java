package dev.tidepool.session.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SandboxTest {

    @Test
    void isOffOnlyWhenTheOperatorSaysSo() {
        assertThat(Sandbox.of(true, "tidepool")).isEqualTo(Sandbox.ON);
        assertThat(Sandbox.of(true, "root")).isEqualTo(Sandbox.IMPOSSIBLE);
        assertThat(Sandbox.of(false, "root")).isEqualTo(Sandbox.OFF);
        assertThat(Sandbox.of(false, "tidepool")).isEqualTo(Sandbox.OFF);
    }

    @Test
    void chromiumIsToldSoAndHowManyProcessesItsPagesMayHave() {
        assertThat(ChromiumArguments.of("/p", "127.0.0.1", Sandbox.ON, 32))
                .contains("--renderer-process-limit=32", "--user-data-dir=/p")
                .doesNotContain("--no-sandbox");
        List<String> without = ChromiumArguments.of("/p", "127.0.0.1", Sandbox.OFF, 8);
        assertThat(without).contains("--no-sandbox", "--renderer-process-limit=8");
    }
}
