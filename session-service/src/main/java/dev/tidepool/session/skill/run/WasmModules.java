package dev.tidepool.session.skill.run;

import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.AnnotatedInstruction;
import com.dylibso.chicory.wasm.types.FunctionBody;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.skill.manifest.SkillFormatError;
import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads WebAssembly modules, and takes those alone whose use of memory can be bounded: no imports, no garbage-collected objects,
 * no exceptions, no threads, no growing tables. Pure; takes milliseconds: not for the event loop.
 */
public final class WasmModules {

    private static final int MAX_TABLE_ENTRIES = 16_384;

    private static final Pattern REFUSED =
            Pattern.compile("(?:STRUCT|ARRAY|I31)_.*|REF_I31|REF_TEST.*|CAST_TEST.*|BR_ON_CAST.*|"
                    + ".*_CONVERT_(?:EXTERN|ANY)|THROW.*|TRY_TABLE|TABLE_GROW|.*ATOMIC.*");

    private static final Set<String> EXPORTS = Set.of("memory", "alloc", "run");

    private WasmModules() {}

    /** @throws Problem 400 {@link SkillFormatError#SKILL_MALFORMED} saying what is not taken */
    public static WasmModule read(byte[] bytes, RunConfig.Wasm limits) {
        require(bytes.length <= limits.maxModuleBytes(), "it must be at most " + limits.maxModuleBytes() + " bytes");
        try {
            WasmShape.require(bytes);
            WasmModule module = parse(bytes);
            check(module, limits);
            return module;
        } catch (Problem refused) {
            throw refused;
        } catch (RuntimeException | StackOverflowError malformed) {
            // Whatever a parser makes of bytes that are wrong, it is the module's fault.
            throw refused("it cannot be read: " + Printable.text(malformed));
        }
    }

    /** Without what custom sections say: nothing of it is needed, and their lengths are their own. */
    private static WasmModule parse(byte[] bytes) {
        return Parser.builder().withCustomParsers(Map.of()).build().parse(() -> new ByteArrayInputStream(bytes));
    }

    private static void check(WasmModule module, RunConfig.Wasm limits) {
        int memories =
                module.memorySection().map(section -> section.memoryCount()).orElse(0);
        require(memories == 1, "it must have one memory");
        require(
                module.memorySection().orElseThrow().getMemory(0).limits().initialPages() <= limits.maxPages(),
                "its memory must begin with at most " + limits.maxPages() + " pages of 64 KiB");
        long entries = 0;
        for (int table = 0; table < module.tableSection().tableCount(); table++) {
            entries += module.tableSection().getTable(table).limits().min();
        }
        require(entries <= MAX_TABLE_ENTRIES, "its tables must have at most " + MAX_TABLE_ENTRIES + " entries");
        for (FunctionBody body : module.codeSection().functionBodies()) {
            body.instructions().forEach(WasmModules::checkInstruction);
        }
        checkExports(module);
    }

    private static void checkInstruction(AnnotatedInstruction instruction) {
        String name = instruction.opcode().name();
        require(!REFUSED.matcher(name).matches(), "the instruction " + name + " is not taken");
    }

    private static void checkExports(WasmModule module) {
        long found = java.util.stream.IntStream.range(0, module.exportSection().exportCount())
                .mapToObj(at -> module.exportSection().getExport(at).name())
                .filter(EXPORTS::contains)
                .count();
        require(found == EXPORTS.size(), "it must export memory, alloc(i32) -> i32 and run(i32, i32) -> i64");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw refused(rule);
        }
    }

    private static Problem refused(String rule) {
        return Problem.of(SkillFormatError.SKILL_MALFORMED, "The WebAssembly module is not acceptable: " + rule + ".");
    }
}
