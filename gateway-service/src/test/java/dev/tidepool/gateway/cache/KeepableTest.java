package dev.tidepool.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeepableTest {

    @Test
    void keepsAPlainAnswer() {
        assertThat(Keepable.is(200, head())).isTrue();
        assertThat(Keepable.is(
                        200, head().add("Vary", "Accept-Encoding, Origin").add("Cache-Control", "max-age=5")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "Set-Cookie, a=b",
        "Cache-Control, private",
        "Cache-Control, 'max-age=5, No-Store'",
        "Cache-Control, no-cache",
        "Vary, Authorization",
        "Vary, 'Accept-Encoding, Accept-Language'",
        "Vary, *",
        "Content-Encoding, gzip",
        "Content-Range, bytes 0-1/2"
    })
    void keepsNothingThatIsForOne(String name, String value) {
        assertThat(Keepable.is(200, head().add(name, value))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"201", "204", "206", "301", "404", "500", "503"})
    void keepsNothingButAWholeGoodAnswer(int status) {
        assertThat(Keepable.is(status, head())).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"a\"' | true",
                "'W/\"a\"' | true",
                "'\"b\", \"a\"' | true",
                "* | true",
                "'\"b\"' | false",
                "a | false"
            })
    void comparesTagsWeakly(String ifNoneMatch, boolean same) {
        assertThat(EntityTags.name(ifNoneMatch, "\"a\"")).isEqualTo(same);
    }

    private static MultiMap head() {
        return MultiMap.caseInsensitiveMultiMap().add("Content-Type", "application/json");
    }
}
