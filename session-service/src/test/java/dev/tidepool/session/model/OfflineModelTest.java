package dev.tidepool.session.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.session.json.ExactJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OfflineModelTest {

    @Test
    void saysWhatItIs() {
        assertThat(answer(user("hello"))).startsWith("I am tidepool-offline").contains("no language model");
    }

    @Test
    void quotesWhatWasSaidEarlierAboutTheQuestion() {
        String answer = answer(
                user("My harbour is called Ebbwater. I like rye bread."),
                new ModelMessage("assistant", "The harbour is nice."),
                user("How is my harbour called?"));
        assertThat(answer)
                .contains("- \"My harbour is called Ebbwater.\"")
                .doesNotContain("rye bread", "is nice")
                .contains("So far: 2 from you, 1 from me; this one has 5 words.");
    }

    @Test
    void admitsWhenNothingBearsOnTheQuestion() {
        assertThat(answer(user("Cats sleep."), user("Tide tables?"))).contains("Nothing said earlier");
    }

    @Test
    void saysThatThereIsNothingToAnswer() {
        assertThat(answerTo("{\"messages\":[]}", 10).text()).contains("no message from a user");
    }

    @Test
    void ofAMessageThatIsTooLongTakesTheEnd() {
        String told = "{\"messages\":[{\"role\":\"user\",\"content\":\"the beginning and \uD83D\uDCA7the end\"}]}";
        assertThat(answerTo(told, 8).text()).contains("\"the end\"");
    }

    private static OfflineAnswer answerTo(String body, int maxCharacters) {
        ExactJson json = new ExactJson();
        byte[] sent = body.getBytes(StandardCharsets.UTF_8);
        ModelCall call = new ModelCall(
                json.raw(json.parseObject(sent).orElseThrow(), sent),
                new OrganizationId(UUID.randomUUID()),
                Optional.empty());
        return OfflineAnswer.to(call, maxCharacters);
    }

    @Test
    void runsASkillOnTheConversation() {
        assertThat(answer(user("one two three"), user("/skill word-count"))).startsWith("Words: 3");
    }

    @Test
    void answersTheLastUserEvenBeforeAToolsResult() {
        assertThat(answer(user("/skill word-count a b"), new ModelMessage("tool", "done")))
                .startsWith("Words: 2");
    }

    @Test
    void shortensAQuoteBetweenCharacters() {
        assertThat(answer(user("\ud83c\udf0a".repeat(400))))
                .contains("\ud83c\udf0a...")
                .doesNotContain("\ud83c...");
    }

    private static ModelMessage user(String text) {
        return new ModelMessage("user", text);
    }

    private static String answer(ModelMessage... messages) {
        return OfflineModel.answer(List.of(messages));
    }
}
