package dev.tidepool.session.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.test.Slow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The example messages that A2UI publishes with its schemas, and what becomes of them when something is changed in them. */
@Slow
class A2uiExamplesTest {

    private static final Path EXAMPLES = Path.of("src/test/resources/a2ui");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final CanvasConfig limits = Limits.DEFAULT;
    private final A2uiJson json = new A2uiJson();
    private final A2uiReader reader = new A2uiReader(json, new A2uiSchemas(), limits);

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void areTakenLineByLine(Path example) throws IOException {
        String lines = lines(example);
        A2uiReader.Applied applied = reader.apply(Canvas.EMPTY, lines);
        assertThat(applied.messages()).hasSize((int) lines.lines().count());
        assertThat(applied.canvas().surfaces()).isNotEmpty();
    }

    /** What is stored makes the same canvas again, and is valid itself. */
    @ParameterizedTest
    @MethodSource("examples")
    void areKeptAsWhatMakesTheSame(Path example) throws IOException {
        Canvas canvas = reader.apply(Canvas.EMPTY, lines(example)).canvas();
        String stored = CanvasLines.of(json, canvas.messages());
        assertThat(reader.apply(Canvas.EMPTY, stored).canvas().messages()).isEqualTo(canvas.messages());
        assertThat(reader.stored(stored).messages()).isEqualTo(canvas.messages());
    }

    @Test
    void areAllOfThePackage() throws IOException {
        int messages = 0;
        for (Path example : examples()) {
            messages += (int) lines(example).lines().count();
        }
        assertThat(messages).isEqualTo(144);
    }

    /** Each component of each example, with a member that no schema knows. */
    @ParameterizedTest
    @MethodSource("examples")
    void anUnknownMemberOfAComponentIsFoundWhereItIs(Path example) throws IOException {
        List<String> lines = lines(example).lines().toList();
        for (int at = 0; at < lines.size(); at++) {
            ObjectNode message = (ObjectNode) MAPPER.readTree(lines.get(at));
            JsonNode components = message.at("/updateComponents/components");
            if (components.isEmpty()) {
                continue;
            }
            int last = components.size() - 1;
            ((ObjectNode) components.get(last)).put("noSuchMember", 1);
            List<String> broken = new ArrayList<>(lines);
            broken.set(at, message.toString());
            int line = at + 1;
            assertThatThrownBy(() -> reader.apply(Canvas.EMPTY, String.join("\n", broken)))
                    .isInstanceOfSatisfying(Problem.class, problem -> {
                        assertThat(problem.code()).isEqualTo(CanvasError.VALIDATION_FAILED);
                        assertThat(problem.members()).containsEntry("line", line);
                        assertThat((String) problem.members().get("path"))
                                .startsWith("/updateComponents/components/" + last);
                    });
        }
    }

    private static String lines(Path example) throws IOException {
        return MAPPER.readTree(example.toFile())
                .path("messages")
                .valueStream()
                .map(JsonNode::toString)
                .collect(Collectors.joining("\n"));
    }
}
