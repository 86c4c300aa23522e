package dev.tidepool.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell script, in a checkout whose build is replaced by programs that tell what they were asked. */
class ScriptTest {
    private static final String FAKE_JAVA = """
            #!/bin/sh
            case "$1" in
                -XshowSettings:properties) printf '    java.home = %%s\\n    java.specification.version = %s\\n' "%s" >&2 ;;
                *) echo "java was asked:"; printf '<%%s>\\n' "$@" ;;
            esac
            """;

    @TempDir
    Path directory;

    private Path checkout;

    @BeforeEach
    void prepare() throws IOException {
        checkout = Files.createDirectory(directory.resolve("a check out"));
        Files.copy(
                Path.of(System.getProperty("tidepool.root")).resolve("tidepool"),
                checkout.resolve("tidepool"),
                StandardCopyOption.COPY_ATTRIBUTES);
    }

    @Test
    void namesTheRemedyWhenTheOnlyJavaIsTooOld() throws Exception {
        Path old = jdk("jdk 17", "17");

        Result result = run(Map.of("PATH", old.resolve("bin") + ":/usr/bin:/bin"), "up");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.output()).contains("no JDK 25 or newer was found", "Remedy: install one");
    }

    @Test
    void takesTheFirstJdkThatIsNewEnough() throws Exception {
        Path old = jdk("jdk 17", "17");
        Path elsewhere = jdk("others/jdk 25", "25");
        built();

        Map<String, String> variables = Map.of(
                "JAVA_HOME",
                old.toString(),
                "TIDEPOOL_JDK_DIRS",
                elsewhere.getParent().toString());
        Result result = run(variables, "status");
        assertThat(result.output())
                .contains(
                        "java was asked:",
                        "<-Dtidepool.root=" + checkout + ">",
                        "<dev.tidepool.local.Main>",
                        "<status>");
    }

    @Test
    void buildsWhatIsOutOfDateAndOnlyThat() throws Exception {
        Map<String, String> variables = Map.of("JAVA_HOME", jdk("jdk 25", "25").toString());
        built();
        fakeMaven(0);

        assertThat(run(variables, "up").output()).contains("Building", "  Tidepool kernel", "<up>");
        assertThat(run(variables, "up").output()).doesNotContain("Building").contains("<up>");
        Path source = checkout.resolve("social-service/src/main/java/New.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, "class New {}");
        assertThat(run(variables, "up").output()).contains("Building");
    }

    @Test
    void stopsAtAFailedBuildAndShowsItsErrors() throws Exception {
        Map<String, String> variables = Map.of("JAVA_HOME", jdk("jdk 25", "25").toString());
        fakeMaven(1);

        Result result = run(variables, "up");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.output())
                .contains("[ERROR] it does not compile", "the build failed")
                .doesNotContain("<up>");
    }

    @Test
    void explainsItself() throws Exception {
        assertThat(run(Map.of(), "help").output()).contains("up [-d]", "TIDEPOOL_HOME");
        assertThat(run(Map.of(), "help").code()).isZero();
        assertThat(run(Map.of(), "nonsense").code()).isEqualTo(1);
    }

    private void built() throws IOException {
        for (String file : List.of(
                "deploy/local/target/local.jar",
                "gateway-service/target/quarkus-app/quarkus-run.jar",
                "session-service/target/quarkus-app/quarkus-run.jar",
                "social-service/target/quarkus-app/quarkus-run.jar",
                "staking-service/target/quarkus-app/quarkus-run.jar")) {
            Files.createDirectories(checkout.resolve(file).getParent());
            Files.createFile(checkout.resolve(file));
        }
    }

    private void fakeMaven(int code) throws IOException {
        program(checkout.resolve("mvnw"), """
                #!/bin/sh
                echo "[INFO] Building Tidepool kernel 0.1.0-SNAPSHOT                 [1/6]"
                echo "[INFO] something else"
                [ %1$d = 0 ] || echo "[ERROR] it does not compile"
                exit %1$d
                """.formatted(code));
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = directory.resolve(name);
        program(home.resolve("bin/java"), FAKE_JAVA.formatted(version, home));
        program(home.resolve("bin/javac"), "#!/bin/sh\n");
        return home;
    }

    private static void program(Path path, String text) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        assertThat(path.toFile().setExecutable(true)).isTrue();
    }

    private record Result(int code, String output) {}

    /** Without a JDK, unless the variables name one. */
    private Result run(Map<String, String> variables, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(checkout.resolve("tidepool").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        Map<String, String> all = new HashMap<>(Map.of("PATH", "/usr/bin:/bin", "TIDEPOOL_JDK_DIRS", ""));
        all.putAll(variables);
        builder.environment().clear();
        builder.environment().putAll(all);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }
}
