package dev.tidepool.session.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidepool.kernel.problem.Problem;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lines do to a canvas, and what is said of those that are wrong. */
class A2uiReaderTest {

    private static final String CREATE =
            "{\"version\":\"v0.9\",\"createSurface\":{\"surfaceId\":\"s\",\"catalogId\":\"https://a2ui.org/specification/v0_9/catalogs/basic/catalog.json\"}}";
    private static final String ROOT =
            "{\"version\":\"v0.9\",\"updateComponents\":{\"surfaceId\":\"s\",\"components\":[{\"id\":\"root\",\"component\":\"Text\",\"text\":\"hi\"}]}}";
    private static final String UPDATE_08 =
            "{\"surfaceUpdate\":{\"surfaceId\":\"old\",\"components\":[{\"id\":\"t\",\"component\":{\"Text\":{\"text\":{\"literalString\":\"hi\"}}}}]}}";
    private static final String BEGIN_08 = "{\"beginRendering\":{\"surfaceId\":\"old\",\"root\":\"t\"}}";

    private final CanvasConfig limits = Limits.DEFAULT;
    private final A2uiJson json = new A2uiJson();
    private final A2uiReader reader = new A2uiReader(json, new A2uiSchemas(), limits);

    @Test
    void bothVersionsStandBesideEachOther() {
        Canvas canvas = apply(CREATE, ROOT, UPDATE_08, BEGIN_08);
        assertThat(canvas.surfaces().keySet()).containsExactly("s", "old");
        assertThat(written(canvas)).containsExactly(CREATE, ROOT, UPDATE_08, BEGIN_08);
    }

    @Test
    void aLaterComponentTakesThePlaceOfTheEarlier() {
        String other = ROOT.replace("\"hi\"", "\"there\"");
        assertThat(written(apply(CREATE, ROOT, other))).containsExactly(CREATE, other);
    }

    @Test
    void dataThatIsSetAnewForgetsWhatWasBelow() {
        String below = data("/user/name", "1");
        String beside = data("/cart", "2");
        String above = data("/user", "{}");
        assertThat(written(apply(CREATE, below, beside, above))).containsExactly(CREATE, beside, above);
        assertThat(written(apply(CREATE, below, beside, data("/", "{}")))).containsExactly(CREATE, data("/", "{}"));
        assertThat(written(apply(CREATE, above, below))).containsExactly(CREATE, above, below);
        assertThat(written(apply(CREATE, data("/users", "1"), data("/user", "2"))))
                .containsExactly(CREATE, data("/users", "1"), data("/user", "2"));
    }

    @Test
    void numbersKeepTheirDigits() {
        String exact = data("/n", "12345678901234567890.1230");
        assertThat(written(apply(CREATE, exact))).containsExactly(CREATE, exact);
    }

    @Test
    void aDeletedSurfaceIsGone() {
        assertThat(apply(CREATE, ROOT, "{\"version\":\"v0.9\",\"deleteSurface\":{\"surfaceId\":\"s\"}}")
                        .surfaces())
                .isEmpty();
        assertThat(apply(UPDATE_08, "{\"deleteSurface\":{\"surfaceId\":\"old\"}}")
                        .surfaces())
                .isEmpty();
    }

    /** Each after a good first line, so that the line's number is told apart. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            not json                                                                                          |
            [1]                                                                                               |
            {}                                                                                                |
            {"version":"v0.9"}                                                                                |
            {"version":"v0.7","createSurface":{"surfaceId":"x","catalogId":"y"}}                              | /version
            {"version":9}                                                                                     | /version
            {"version":"v0.9","paint":{}}                                                                     | /paint
            {"version":"v0.9","surfaceUpdate":{}}                                                             | /surfaceUpdate
            {"createSurface":{}}                                                                              | /createSurface
            {"version":"v0.9","createSurface":{"surfaceId":"x"}}                                              | /createSurface
            {"version":"v0.9","createSurface":{"surfaceId":"x","catalogId":"https://example.com/own.json"}}   | /createSurface/catalogId
            {"version":"v0.9","createSurface":{"surfaceId":"","catalogId":"https://a2ui.org/specification/v0_9/catalogs/basic/catalog.json"}} | /createSurface/surfaceId
            {"version":"v0.9","createSurface":{"surfaceId":"a\\u0000b","catalogId":"https://a2ui.org/specification/v0_9/catalogs/basic/catalog.json"}} | /createSurface/surfaceId
            {"version":"v0.9","createSurface":{"surfaceId":"s","catalogId":"https://a2ui.org/specification/v0_9/catalogs/basic/catalog.json"}} | /createSurface/surfaceId
            {"version":"v0.9","updateComponents":{"surfaceId":"none","components":[{"id":"root","component":"Text","text":"x"}]}} | /updateComponents/surfaceId
            {"version":"v0.9","updateComponents":{"surfaceId":"s","components":[]}}                           | /updateComponents/components
            {"version":"v0.9","updateComponents":{"surfaceId":"s","components":7}}                            | /updateComponents/components
            {"version":"v0.9","updateComponents":{"surfaceId":"s","components":[{"id":"r","component":"Marquee"}]}} | /updateComponents/components/0/component
            {"version":"v0.9","updateComponents":{"surfaceId":"s","components":[{"id":"r","component":"Text","text":"x"},{"id":"b","component":"Text"}]}} | /updateComponents/components/1
            {"version":"v0.9","updateComponents":{"surfaceId":"s","components":["x"]}}                        | /updateComponents/components/0/component
            {"version":"v0.9","updateDataModel":{"path":"/a","value":1}}                                      | /updateDataModel
            {"version":"v0.9","updateDataModel":{"surfaceId":"s","path":5}}                                   | /updateDataModel/path
            {"version":"v0.9","deleteSurface":{"surfaceId":"none"}}                                           | /deleteSurface/surfaceId
            {"beginRendering":{"surfaceId":"s","root":"r"}}                                                   | /beginRendering/surfaceId
            {"beginRendering":{"surfaceId":"x"}}                                                              | /beginRendering
            {"surfaceUpdate":{"surfaceId":"x","components":[{"id":"t","component":{"Marquee":{}}}]}}          | /surfaceUpdate/components/0/component/Marquee
            {"surfaceUpdate":{"surfaceId":"x","components":[{"id":"t","component":{}}]}}                      | /surfaceUpdate/components/0/component
            {"surfaceUpdate":{"surfaceId":"x","components":[{"component":{"Text":{}}}]}}                      | /surfaceUpdate/components/0
            {"surfaceUpdate":{"surfaceId":"x","components":[{"id":"t","component":{"Text":{"text":{"literalString":5}}}}]}} | /surfaceUpdate/components/0/component/Text/text/literalString
            {"dataModelUpdate":{"surfaceId":"x","contents":[{"key":"k","valueString":1}]}}                    | /dataModelUpdate/contents/0/valueString
            {"deleteSurface":{"surfaceId":"x"},"beginRendering":{"surfaceId":"x","root":"r"}}                 |
            {"version":"v0.9","version":"v0.9","deleteSurface":{"surfaceId":"s"}}                             |
            """)
    void saysWhereALineIsWrong(String line, String path) {
        Problem problem = refused(CREATE, line);
        assertThat(problem.code()).isEqualTo(CanvasError.VALIDATION_FAILED);
        assertThat(problem.members()).containsEntry("line", 2).containsEntry("path", path == null ? "" : path);
    }

    @Test
    void aDeepTreeIsRefusedWithItsLine() {
        String deep = data("/a", "[".repeat(100) + "]".repeat(100));
        assertThat(refused(CREATE, deep).members()).containsEntry("line", 2);
    }

    @Test
    void emptyLinesCountButMeanNothing() {
        assertThat(refused(CREATE, "", "{}").members()).containsEntry("line", 3);
        assertThat(refused("", "").code()).isEqualTo(CanvasError.VALIDATION_FAILED);
    }

    @Test
    void takesAsMuchAsTheLimitAndNoMore() {
        String frame = data("/a", "\"\"");
        int room = limits.maxCharacters() - CREATE.length() - 1 - frame.length();
        assertThat(apply(CREATE, data("/a", "\"" + "x".repeat(room) + "\"")).surfaces())
                .hasSize(1);
        assertThat(refused(CREATE, data("/a", "\"" + "x".repeat(room + 1) + "\""))
                        .code())
                .isEqualTo(CanvasError.CANVAS_TOO_LARGE);
    }

    @Test
    void takesAsManySurfacesAsTheLimitAndNoMore() {
        String many = IntStream.rangeClosed(1, limits.maxSurfaces())
                .mapToObj(number -> CREATE.replace("\"s\"", "\"s" + number + "\""))
                .collect(Collectors.joining("\n"));
        assertThat(apply(many).surfaces()).hasSize(limits.maxSurfaces());
        assertThat(refused(many, CREATE).code()).isEqualTo(CanvasError.CANVAS_TOO_LARGE);
    }

    private Canvas apply(String... lines) {
        return reader.apply(Canvas.EMPTY, String.join("\n", lines)).canvas();
    }

    private Problem refused(String... lines) {
        return catchThrowableOfType(Problem.class, () -> apply(lines));
    }

    private List<String> written(Canvas canvas) {
        return CanvasLines.of(json, canvas.messages()).lines().toList();
    }

    private static String data(String path, String value) {
        return "{\"version\":\"v0.9\",\"updateDataModel\":{\"surfaceId\":\"s\",\"path\":\"" + path + "\",\"value\":"
                + value + "}}";
    }
}
