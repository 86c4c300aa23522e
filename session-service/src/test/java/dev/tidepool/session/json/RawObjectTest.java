package dev.tidepool.session.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RawObjectTest {

    private static final String SENT =
            "{ \"a\" : 1.50e+0 ,\"l\":[ {\"x\":1,\"x\":2}, \"\\u00e9é\" ],\"big\":12345678901234567890123,\n\"s\":\"}\\\",\",\"t\":true,\"o\":{\"n\":[[]]}}";

    private final ExactJson json = new ExactJson();

    @Test
    void isWhatWasSentWhenNothingChanged() throws Exception {
        assertThat(text(raw(SENT).with("t", raw(SENT).view().get("t")))).isEqualTo(SENT);
        assertThat(text(raw(SENT).without("other"))).isEqualTo(SENT);
    }

    @Test
    void aMemberIsReplacedAndTheOthersStayAsTheyWere() throws Exception {
        RawObject changed = raw(SENT).with("s", TextNode.valueOf("new"));
        assertThat(text(changed))
                .isEqualTo(
                        "{\"a\" : 1.50e+0,\"l\":[ {\"x\":1,\"x\":2}, \"\\u00e9é\" ],\"big\":12345678901234567890123,\"t\":true,\"o\":{\"n\":[[]]},\"s\":\"new\"}");
        assertThat(changed.view().get("s").textValue()).isEqualTo("new");
        assertThat(raw(SENT).view().get("s").textValue()).isEqualTo("}\",");
    }

    @Test
    void aMemberIsAddedAndRemoved() throws Exception {
        assertThat(text(raw("{}").with("a", TextNode.valueOf("b")))).isEqualTo("{\"a\":\"b\"}");
        RawObject less = raw("{\"a\":1,\"b\":2,\"a\":3}").without("a");
        assertThat(text(less)).isEqualTo("{\"b\":2}");
        assertThat(less.view().has("a")).isFalse();
    }

    @Test
    void itemsArePutBeforeThoseOfAList() throws Exception {
        ObjectNode item = json.object().put("n", 1);
        RawObject longer = raw(SENT).prepended("l", List.of(item, item));
        assertThat(text(longer)).contains("\"l\":[{\"n\":1},{\"n\":1}, {\"x\":1,\"x\":2}, \"\\u00e9é\" ]");
        assertThat(longer.view().get("l")).hasSize(4);
        assertThat(text(raw("{\"l\":[ ]}").prepended("l", List.of(item)))).isEqualTo("{\"l\":[{\"n\":1} ]}");
    }

    @Test
    void changesFollowOneAnother() throws Exception {
        RawObject changed = raw(SENT)
                .with("t", TextNode.valueOf("1"))
                .prepended("l", List.of(TextNode.valueOf("2")))
                .with("t", TextNode.valueOf("3"))
                .without("big");
        assertThat(json.parse(changed.bytes())).isEqualTo(changed.view());
        assertThat(text(changed)).contains("\"t\":\"3\"").doesNotContain("big");
    }

    @Test
    void otherEncodingsAreWrittenAnew() throws Exception {
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16)) {
            byte[] sent = "{\"a\":\"é\",\"b\":1}".getBytes(charset);
            RawObject raw = json.raw((ObjectNode) json.parse(sent), sent);
            assertThat(text(raw.with("b", TextNode.valueOf("x")))).isEqualTo("{\"a\":\"é\",\"b\":\"x\"}");
        }
        assertThat(text(raw("\uFEFF{\"a\":1}").without("b"))).isEqualTo("{\"a\":1}");
    }

    private RawObject raw(String text) throws JacksonException {
        byte[] sent = text.getBytes(StandardCharsets.UTF_8);
        return json.raw((ObjectNode) json.parse(sent), sent);
    }

    private static String text(RawObject raw) {
        return new String(raw.bytes(), StandardCharsets.UTF_8);
    }
}
