package dev.tidepool.social.skill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.problem.Problem;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SemVerTest {

    @Test
    void versionsSortAsTheSpecificationSays() {
        List<String> ascending = List.of(
                "0.9.0",
                "1.0.0-0",
                "1.0.0-9",
                "1.0.0-10",
                "1.0.0-alpha",
                "1.0.0-alpha.1",
                "1.0.0-alpha.beta",
                "1.0.0-beta",
                "1.0.0-beta.2",
                "1.0.0-beta.11",
                "1.0.0-rc.1",
                "1.0.0",
                "1.0.1",
                "1.2.0",
                "1.10.0",
                "10.0.0");
        assertThat(ascending.reversed().stream()
                        .map(text -> SemVer.of("version", text))
                        .sorted(Comparator.comparing(SemVer::precedence))
                        .map(SemVer::value))
                .containsExactlyElementsOf(ascending);
    }

    @Test
    void onlyAPreReleaseIsNotStable() {
        assertThat(SemVer.of("version", "1.0.0").isStable()).isTrue();
        assertThat(SemVer.of("version", "1.0.0-rc.1").isStable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.0",
                "v1.0.0",
                "01.0.0",
                "1.0.0-",
                "1.0.0-01",
                "1.0.0+build",
                "1.0.0 ",
                "9999999999.0.0"
            })
    void whatIsNoVersionIsRefused(String text) {
        assertThat(SemVer.isVersion(text)).isFalse();
        assertThatThrownBy(() -> SemVer.of("version", text))
                .isInstanceOfSatisfying(
                        Problem.class, refused -> assertThat(refused.members()).containsEntry("field", "version"));
    }
}
