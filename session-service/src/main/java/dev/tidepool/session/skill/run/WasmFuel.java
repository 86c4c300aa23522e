package dev.tidepool.session.skill.run;

import com.dylibso.chicory.runtime.ExecutionListener;
import com.dylibso.chicory.runtime.MStack;
import com.dylibso.chicory.wasm.types.Instruction;
import dev.tidepool.kernel.problem.Problem;

/** Counts instructions, and looks at the operands that wait. One per execution. */
final class WasmFuel implements ExecutionListener {

    private static final int MAX_OPERANDS = 65_536;

    private final long limit;
    private long used;

    WasmFuel(long limit) {
        this.limit = limit;
    }

    @Override
    public void onExecution(Instruction instruction, MStack stack) {
        if (++used > limit) {
            throw Problem.of(SkillError.SKILL_FAILED, "The module was stopped after " + limit + " instructions.");
        }
        if (stack.size() > MAX_OPERANDS) {
            throw Problem.of(
                    SkillError.SKILL_FAILED, "The module left more than " + MAX_OPERANDS + " operands waiting.");
        }
    }
}
