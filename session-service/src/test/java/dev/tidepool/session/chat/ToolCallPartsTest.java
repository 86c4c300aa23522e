package dev.tidepool.session.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidepool.session.message.ToolCall;
import org.junit.jupiter.api.Test;

class ToolCallPartsTest {

    private final ToolCallParts parts = new ToolCallParts(1000);

    @Test
    void putsDeltasTogetherByTheirIndex() {
        add("[{'index':0,'id':'a','type':'function','function':{'name':'tide','arguments':''}}]");
        add("[{'index':1,'id':'b','function':{'name':'wind','arguments':'{'}}]");
        add("[{'index':0,'function':{'arguments':'{1'}},{'index':1,'function':{'arguments':'}'}}]");
        add("[{'index':0,'function':{'arguments':'}'}}]");
        assertThat(parts.calls()).containsExactly(new ToolCall("a", "tide", "{1}"), new ToolCall("b", "wind", "{}"));
        assertThat(parts.characters()).isEqualTo(5);
    }

    @Test
    void takesWholeCallsInTheirOrder() {
        add("[{'id':'a','function':{'name':'tide','arguments':'{}'}},{'id':'b','function':{'name':'tide'}}]");
        assertThat(parts.calls()).containsExactly(new ToolCall("a", "tide", "{}"), new ToolCall("b", "tide", ""));
    }

    @Test
    void tellsCallsOfOneIndexApartByTheirIds() {
        add("[{'index':0,'id':'a','function':{'name':'tide','arguments':'{}'}}]");
        add("[{'index':0,'id':'b','function':{'name':'tide','arguments':'{}'}}]");
        assertThat(parts.calls()).extracting(ToolCall::id).containsExactly("a", "b");
    }

    @Test
    void aRepeatedIdAndNameAreTheSameCalls() {
        add("[{'index':0,'id':'a','function':{'name':'tide','arguments':'{'}}]");
        add("[{'index':0,'id':'a','function':{'name':'tide','arguments':'}'}}]");
        assertThat(parts.calls()).containsExactly(new ToolCall("a", "tide", "{}"));
    }

    @Test
    void leavesOutWhatCannotBeAnswered() {
        add(
                "[{'index':0,'function':{'name':'tide'}},{'index':1,'id':'a'},{'index':2,'id':'b','type':'custom','custom':{}},7,null]");
        assertThat(parts.calls()).isEmpty();
        assertThat(parts.isTooMuch()).isFalse();
    }

    @Test
    void noticesWhatCannotBeStored() {
        add("[{'index':0,'id':'a','function':{'name':'tide','arguments':'" + "x".repeat(900) + "'}}]");
        assertThat(parts.isTooMuch()).isFalse();
        add("[{'index':0,'function':{'arguments':'" + "x".repeat(100) + "'}}]");
        assertThat(parts.isTooMuch()).isTrue();
    }

    @Test
    void countsBytesAndNotCharacters() {
        add("[{'id':'a','function':{'name':'tide','arguments':'" + "\u00e9".repeat(500) + "'}}]");
        assertThat(parts.isTooMuch()).isTrue();
    }

    private void add(String json) {
        try {
            parts.add(new ObjectMapper().readTree(json.replace('\'', '"')));
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }
}
