package dev.tidepool.session.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JacksonException;
import dev.tidepool.kernel.problem.Problem;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ExactJsonTest {

    private final ExactJson json = new ExactJson();

    @Test
    void refusesABodyOfVeryManyParts() {
        assertThatThrownBy(() -> json.parse(list(150_000)))
                .isInstanceOfSatisfying(
                        Problem.class, refused -> assertThat(refused.status()).isEqualTo(413));
    }

    @Test
    void takesALongTextAndManyParts() throws JacksonException {
        assertThat(json.parse(list(50_000)).size()).isEqualTo(50_000);
        byte[] text = ("[\"" + "x".repeat(5_000_000) + "\"]").getBytes(StandardCharsets.UTF_8);
        assertThat(json.parse(text).path(0).textValue()).hasSize(5_000_000);
    }

    private static byte[] list(int objects) {
        return ("[" + "{},".repeat(objects - 1) + "{}]").getBytes(StandardCharsets.UTF_8);
    }
}
