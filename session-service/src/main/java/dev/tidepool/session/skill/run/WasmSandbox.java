package dev.tidepool.session.skill.run;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import dev.tidepool.kernel.problem.Problem;

/**
 * Runs a module by interpretation, with nothing in its reach but its own memory. The input is written to where {@code alloc}
 * says; {@code run} is given its place and length, and answers place and length of the output in the high and low half of an
 * i64. It ends by itself, at a bound, or when its thread is interrupted.
 */
final class WasmSandbox {

    private final RunConfig.Wasm limits;
    private final int maxOutputBytes;

    WasmSandbox(RunConfig.Wasm limits, int maxOutputBytes) {
        this.limits = limits;
        this.maxOutputBytes = maxOutputBytes;
    }

    /** @throws Problem 422 {@link SkillError#SKILL_FAILED} when the module does what it must not, or passes a bound */
    byte[] run(byte[] bytes, byte[] input) {
        WasmModule module = WasmModules.read(bytes, limits);
        try {
            return run(module, input);
        } catch (ChicoryException stopped) {
            throw failed("The module stopped: " + Printable.text(stopped) + ".");
        } catch (StackOverflowError tooDeep) {
            throw failed("The module called itself too deep.");
        } catch (OutOfMemoryError tooMuch) {
            throw failed("The module needs more memory than there is.");
        } catch (IndexOutOfBoundsException
                | NegativeArraySizeException
                | ArithmeticException
                | ClassCastException fault) {
            throw failed("The module did what it must not: " + Printable.text(fault) + ".");
        }
    }

    private byte[] run(WasmModule module, byte[] input) {
        MemoryLimits wanted = module.memorySection().orElseThrow().getMemory(0).limits();
        Instance instance = Instance.builder(module)
                .withMemoryFactory(ByteArrayMemory::new)
                .withMemoryLimits(
                        new MemoryLimits(wanted.initialPages(), Math.min(wanted.maximumPages(), limits.maxPages())))
                .withUnsafeExecutionListener(new WasmFuel(limits.maxInstructions()))
                .build();
        Memory memory = instance.memory();
        long place = one(instance.export("alloc").apply(input.length));
        memory.write((int) place, input);
        long output = one(instance.export("run").apply(place, input.length));
        int length = (int) output;
        if (length < 0 || length > maxOutputBytes) {
            throw failed("The module's output must be at most " + maxOutputBytes + " bytes.");
        }
        return memory.readBytes((int) (output >>> 32), length);
    }

    private static long one(long[] results) {
        if (results.length != 1) {
            throw failed("alloc and run of a module must answer one number each.");
        }
        return results[0];
    }

    private static Problem failed(String detail) {
        return Problem.of(SkillError.SKILL_FAILED, detail);
    }
}
