package dev.tidepool.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolCostTest {

    @ParameterizedTest
    @CsvSource({
        "skill_execute, POST, /v1/skills/x/execute",
        "skill_list, GET, /v1/skills",
        "browser_open, POST, /v1/sessions/x/browser",
        "browser_navigate, POST, /v1/sessions/x/browser/navigate",
        "browser_act, POST, /v1/sessions/x/browser/act",
        "browser_snapshot, GET, /v1/sessions/x/browser/snapshot",
        "browser_screenshot, GET, /v1/sessions/x/browser/screenshot",
        "message_append, POST, /v1/sessions/x/messages"
    })
    void aToolIsAsDearAsItsRoute(String tool, String method, String path) {
        RouteMatch route = RouteTable.tidepool().match(method, path);
        assertThat(route)
                .isInstanceOfSatisfying(
                        RouteMatch.Found.class,
                        found -> assertThat(isDear(
                                        "{\"method\":\"tools/call\",\"params\":{\"arguments\":{\"a\":[1]},\"name\":\""
                                                + tool + "\"}}"))
                                .isEqualTo(found.route().cost() > 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"params\":{\"name\":\"skill_execute\",\"name\":\"skill_list\"}}",
                "{\"params\":{\"name\":\"skill_list\"},\"params\":{\"name\":\"skill_execute\"}}",
                "{\"params\":{\"name\":\"skill\\u005fexecute\"}}",
                "{\"p\\u0061rams\":{\"n\\u0061me\":\"skill_execute\"}}",
                "{\"params\":{\"name\":\"skill_list\"}",
                "[{\"params\":{\"name\":\"skill_list\"}}]",
                "skill_list",
                ""
            })
    void whatMayBeReadAsDearIs(String message) {
        assertThat(isDear(message)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"method\":\"tools/list\"}",
                "{\"method\":\"initialize\",\"params\":{\"clientInfo\":{\"name\":\"skill_execute\"}}}",
                "{\"params\":{\"name\":\"message_append\",\"arguments\":{\"name\":\"skill_execute\"}}}",
                "{\"params\":[\"skill_execute\"]}",
                "{\"params\":{\"name\":[\"skill_execute\"]}}"
            })
    void whatCallsNoDearToolIsNot(String message) {
        assertThat(isDear(message)).isFalse();
    }

    private static boolean isDear(String message) {
        return ToolCost.isDear(message.getBytes(StandardCharsets.UTF_8));
    }
}
