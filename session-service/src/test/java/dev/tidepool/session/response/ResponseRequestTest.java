package dev.tidepool.session.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidepool.kernel.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseRequestTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void textIsWhatTheUserSays() throws Exception {
        assertThat(chat("{\"model\":\"m\",\"instructions\":\"Be brief.\",\"input\":\"hi\"}"))
                .isEqualTo(
                        JSON.readTree(
                                "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},{\"role\":\"user\",\"content\":\"hi\"}]}"));
    }

    @Test
    void aConversationWithCallsKeepsItsOrder() throws Exception {
        assertThat(chat("""
                        {"input":[
                          {"role":"developer","content":"d"},
                          {"type":"message","role":"user","content":[{"type":"input_text","text":"hi"}]},
                          {"type":"reasoning","id":"r","summary":[]},
                          {"type":"message","role":"assistant","content":[{"type":"output_text","text":"I look."}]},
                          {"type":"function_call","call_id":"c1","name":"tide","arguments":"{}"},
                          {"type":"function_call","call_id":"c2","name":"wind","arguments":"{}"},
                          {"type":"function_call_output","call_id":"c1","output":"high"},
                          {"role":"user","content":[{"type":"input_text","text":"and"},
                            {"type":"input_image","image_url":"data:image/png;base64,AA","detail":"low"}]}]}""").path("messages")).isEqualTo(JSON.readTree("""
                        [{"role":"developer","content":"d"},
                         {"role":"user","content":"hi"},
                         {"role":"assistant","content":"I look.","tool_calls":[
                           {"id":"c1","type":"function","function":{"name":"tide","arguments":"{}"}},
                           {"id":"c2","type":"function","function":{"name":"wind","arguments":"{}"}}]},
                         {"role":"tool","tool_call_id":"c1","content":"high"},
                         {"role":"user","content":[{"type":"text","text":"and"},
                           {"type":"image_url","image_url":{"url":"data:image/png;base64,AA","detail":"low"}}]}]"""));
    }

    @Test
    void settingsHaveTheirNamesOfAChatAndUnknownOnesGoAlong() throws Exception {
        JsonNode chat = chat("""
                {"input":"hi","stream":true,"max_output_tokens":9,"temperature":0.5,"reasoning":{"effort":"low"},"x_new":[1],
                 "store":true,"metadata":{"a":"b"},"parallel_tool_calls":false,
                 "text":{"format":{"type":"json_schema","name":"n","strict":true,"schema":{"type":"object"}}},
                 "tools":[{"type":"function","name":"tide","parameters":{"type":"object"},"strict":true}],
                 "tool_choice":{"type":"function","name":"tide"}}""");
        assertThat(chat).isEqualTo(JSON.readTree("""
                        {"temperature":0.5,"x_new":[1],"metadata":{"a":"b"},"parallel_tool_calls":false,
                         "messages":[{"role":"user","content":"hi"}],"stream":true,
                         "max_completion_tokens":9,"reasoning_effort":"low",
                         "response_format":{"type":"json_schema","json_schema":{"name":"n","strict":true,"schema":{"type":"object"}}},
                         "tools":[{"type":"function","function":{"name":"tide","parameters":{"type":"object"},"strict":true}}],
                         "tool_choice":{"type":"function","function":{"name":"tide"}}}"""));
    }

    @Test
    void customToolsHaveTheirFormOfAChat() throws Exception {
        assertThat(chat("""
                        {"input":[{"type":"custom_tool_call","call_id":"c1","name":"log","input":"high at six"},
                                  {"type":"custom_tool_call_output","call_id":"c1","output":"noted"}],
                         "tools":[{"type":"custom","name":"log","format":{"type":"grammar","syntax":"regex","definition":"[a-z ]+"}}],
                         "tool_choice":{"type":"custom","name":"log"}}""")).isEqualTo(JSON.readTree("""
                        {"messages":[
                          {"role":"assistant","content":null,"tool_calls":[
                            {"id":"c1","type":"custom","custom":{"name":"log","input":"high at six"}}]},
                          {"role":"tool","tool_call_id":"c1","content":"noted"}],
                         "tools":[{"type":"custom","custom":{"name":"log","format":{"type":"grammar",
                           "grammar":{"syntax":"regex","definition":"[a-z ]+"}}}}],
                         "tool_choice":{"type":"custom","custom":{"name":"log"}}}"""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|input",
                "{\"input\":[]}|input",
                "{\"input\":[1,2,3,4,5,6,7,8,9]}|input",
                "{\"input\":[{\"role\":\"king\",\"content\":\"x\"}]}|input[0].role",
                "{\"input\":[{\"role\":\"user\"}]}|input[0].content",
                "{\"input\":[{\"type\":\"item_reference\",\"id\":\"x\"}]}|input[0].type",
                "{\"input\":[{\"type\":\"function_call\",\"call_id\":\"c\"}]}|input[0].name",
                "{\"input\":[{\"type\":\"function_call_output\",\"output\":\"x\"}]}|input[0].call_id",
                "{\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_image\",\"file_id\":\"f\"}]}]}|input[0].content[0].image_url",
                "{\"input\":\"x\",\"instructions\":5}|instructions",
                "{\"input\":\"x\",\"tools\":[{\"type\":\"web_search\"}]}|tools[0].type",
                "{\"input\":\"x\",\"tool_choice\":{\"type\":\"web_search\"}}|tool_choice",
                "{\"input\":\"x\",\"text\":{\"format\":{\"type\":\"xml\"}}}|text.format.type",
                "{\"input\":\"x\",\"background\":true}|background",
                "{\"input\":\"x\",\"conversation\":\"c\"}|conversation",
                "{\"input\":\"x\",\"stream\":1}|stream"
            })
    void refusesWhatCannotBeTranslatedAndNamesIt(String body, String field) {
        assertThatThrownBy(() -> chat(body))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.members()).containsEntry("field", field));
    }

    private static JsonNode chat(String body) throws Exception {
        return ResponseRequest.of(JSON.readTree(body)).chat(8);
    }
}
