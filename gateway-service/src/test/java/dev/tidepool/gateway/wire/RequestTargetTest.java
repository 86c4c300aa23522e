package dev.tidepool.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/v1/sessions, /v1/sessions",
        "/v1/sessions/, /v1/sessions/",
        "/v1/sessions?x=a%20b&y=[1], /v1/sessions?x=a%20b&y=[1]",
        "/v1/sessions?next=/../x, /v1/sessions?next=/../x",
        "/v1/%73essions, /v1/sessions",
        "/v1/a%c3%a9, /v1/a%C3%A9",
        "/v1/a%20b, /v1/a%20b",
        "/v1/100%25, /v1/100%25",
        "/v1/models/../sessions, /v1/sessions",
        "/v1/./sessions, /v1/sessions",
        "/v1/x/.., /v1/",
        "/.well-known/jwks.json, /.well-known/jwks.json",
        "/v1/..., /v1/...",
        "/v1/a:b@c$d, /v1/a:b@c$d"
    })
    void hasOneForm(String target, String normal) {
        assertThat(RequestTarget.normalized(target)).isEqualTo(normal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "v1/sessions",
                "http://gateway/v1/sessions",
                "gateway:443",
                "//v1/sessions",
                "/v1//sessions",
                "/v1/sessions//",
                "///",
                "/v1/a%2fb",
                "/v1/a%2Fb",
                "/v1/a%5cb",
                "/v1/a\\b",
                "/v1/%00",
                "/v1/%0a",
                "/v1/%0d",
                "/v1/%1f",
                "/v1/%7f",
                "/v1/%2e%2e/api-keys",
                "/v1/.%2e/api-keys",
                "/v1/%2E/x",
                "/v1/%252e%252e/x",
                "/v1/%252fx",
                "/v1/%2541",
                "/..",
                "/v1/../../x",
                "/v1/%zz",
                "/v1/%4",
                "/v1/%",
                "/v1/%u0041",
                "/v1/%ff",
                "/v1/%c3",
                "/v1/%c3%28",
                "/v1/%c0%af",
                "/v1/%c0%ae%c0%ae/x",
                "/v1/%e0%80%af",
                "/v1/%ed%a0%80",
                "/v1/%f5%80%80%80",
                "/v1/%c2%80",
                "/v1/a;b",
                "/v1/..;/api-keys",
                "/v1/a%3bb",
                "/v1/a b",
                "/v1/a\tb",
                "/v1/a\u0000b",
                "/v1/a\u00e9",
                "/v1/a\"b",
                "/v1/<a>",
                "/v1/{a}",
                "/v1/a|b",
                "/v1/a^b",
                "/v1/a`b",
                "/v1/a#b",
                "/v1/a?b#c",
                "/v1/a?%zz",
                "/v1/a?b c",
                "/v1/a?\u0001"
            })
    void refusesWhatServersReadDifferently(String target) {
        assertThat(RequestTarget.normalized(target)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/%73essions/%41?q=%41", "/v1/a/../b/./c", "/v1/a%c3%a9", "/v1/x/."})
    void isStable(String target) {
        String once = RequestTarget.normalized(target);
        assertThat(once).isNotNull();
        assertThat(RequestTarget.normalized(String.valueOf(once))).isEqualTo(once);
    }
}
