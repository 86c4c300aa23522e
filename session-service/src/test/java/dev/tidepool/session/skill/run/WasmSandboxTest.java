package dev.tidepool.session.skill.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.skill.manifest.SkillFormatError;
import dev.tidepool.session.skill.WasmBytes;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class WasmSandboxTest {

    private static final int MAX_OUTPUT = 1000;

    private record Bounds(long maxInstructions, int maxPages) implements RunConfig.Wasm {

        @Override
        public int maxModuleBytes() {
            return 262_144;
        }

        @Override
        public int threads() {
            return 1;
        }

        @Override
        public int maxWaiting() {
            return 1;
        }

        @Override
        public int maxWaitingOfOrganization() {
            return 1;
        }
    }

    @Test
    void givesWhatTheModuleGives() {
        assertThat(run(WasmBytes.echo(), "{\"a\":1}")).isEqualTo("{\"a\":1}");
        assertThat(run(WasmBytes.echo(), "")).isEmpty();
    }

    @Test
    void anEndlessLoopEndsAtItsInstructions() {
        assertFails(WasmBytes.endless(), "after 1000000 instructions");
    }

    @Test
    void anEndlessLoopEndsWhenItIsInterrupted() throws InterruptedException {
        AtomicReference<Throwable> end = new AtomicReference<>();
        CountDownLatch begun = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            begun.countDown();
            try {
                new WasmSandbox(new Bounds(Long.MAX_VALUE, 16), MAX_OUTPUT).run(WasmBytes.endless(), new byte[0]);
            } catch (Problem stopped) {
                end.set(stopped);
            }
        });
        thread.start();
        begun.await();
        thread.interrupt();
        thread.join();
        assertThat(end.get()).isInstanceOf(Problem.class);
    }

    @Test
    void memoryEndsAtItsPages() {
        assertThat(run(WasmBytes.grow(), "still here")).isEqualTo("still here");
        assertThat(run(WasmBytes.ofPages(16), "fits")).isEqualTo("fits");
        assertRefused(WasmBytes.ofPages(17), "16 pages");
        assertRefused(WasmBytes.ofPages(65_536), "16 pages");
    }

    @Test
    void callsEndAtTheirDepth() {
        assertFails(WasmBytes.recursive(), "");
    }

    @Test
    void variablesAndOperandsAreFew() {
        assertRefused(WasmBytes.ofVariables(), "512 variables");
        assertFails(WasmBytes.ofOperands(), "operands");
    }

    @Test
    void aTrapAndABadOutputAreFailures() {
        assertFails(WasmBytes.trap(), "stopped");
        assertFails(WasmBytes.endlessOutput(), "at most 1000 bytes");
        assertFails(WasmBytes.outputBehindMemory(), "");
        assertFails(WasmBytes.echo(), "x".repeat(1001), "at most 1000 bytes");
        assertFails(WasmBytes.echo(), "x".repeat(70_000), "");
    }

    @Test
    void nothingOfTheHostIsInReach() {
        assertRefused(WasmBytes.withImport(), "import nothing");
        assertRefused(WasmBytes.atomic(), "ATOMIC_FENCE");
    }

    @Test
    void aModuleWithAnyByteChangedOrCutRunsFailsOrIsRefusedAndNothingElse() {
        byte[] whole = WasmBytes.echo();
        WasmSandbox sandbox = new WasmSandbox(new Bounds(10_000, 16), MAX_OUTPUT);
        for (int at = 0; at < whole.length; at++) {
            for (int flipped : new int[] {0x01, 0x40, 0x80, 0xff}) {
                byte[] changed = whole.clone();
                changed[at] ^= (byte) flipped;
                runOrRefuse(sandbox, changed);
            }
            runOrRefuse(sandbox, Arrays.copyOf(whole, at));
        }
    }

    @ParameterizedTest
    @MethodSource("modulesThatAnnounceMoreThanTheyHold")
    void whatAModuleAnnouncesIsNotBelieved(String what, byte[] module) {
        assertRefused(module, "not acceptable");
    }

    static Stream<Arguments> modulesThatAnnounceMoreThanTheyHold() {
        return WasmBytes.announcing().entrySet().stream().map(each -> Arguments.of(each.getKey(), each.getValue()));
    }

    @Test
    void whatCompilersMakeIsTaken() {
        assertThat(run(WasmBytes.withEverything(), "{}")).isEqualTo("{}");
    }

    private static void runOrRefuse(WasmSandbox sandbox, byte[] module) {
        try {
            sandbox.run(module, "{}".getBytes(UTF_8));
        } catch (Problem refused) {
            assertThat(refused.code()).isIn(SkillFormatError.SKILL_MALFORMED, SkillError.SKILL_FAILED);
        }
    }

    private static String run(byte[] module, String input) {
        byte[] output = new WasmSandbox(new Bounds(1_000_000, 16), MAX_OUTPUT).run(module, input.getBytes(UTF_8));
        return new String(output, UTF_8);
    }

    private static void assertFails(byte[] module, String detail) {
        assertFails(module, "{}", detail);
    }

    private static void assertFails(byte[] module, String input, String detail) {
        assertThatThrownBy(() -> run(module, input)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).isEqualTo(SkillError.SKILL_FAILED);
            assertThat(problem.detail()).contains(detail);
        });
    }

    private static void assertRefused(byte[] module, String detail) {
        assertThatThrownBy(() -> run(module, "{}")).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).isEqualTo(SkillFormatError.SKILL_MALFORMED);
            assertThat(problem.detail()).contains(detail);
        });
    }
}
