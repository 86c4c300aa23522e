package dev.tidepool.session.skill.run;

import java.util.Set;

/**
 * Counts the local variables that a WebAssembly module declares (core specification 2.0, section 5.4), before a parser makes an
 * object of each: six bytes can declare four billion. Pure. One per module.
 */
final class WasmLocals {

    private static final int HEADER = 8;
    private static final int CODE = 10;

    /** i32, i64, f32, f64, v128, funcref, externref: each one byte. */
    private static final Set<Integer> TYPES = Set.of(0x7f, 0x7e, 0x7d, 0x7c, 0x7b, 0x70, 0x6f);

    private final byte[] module;
    private int at;

    private WasmLocals(byte[] module) {
        this.module = module;
        this.at = HEADER;
    }

    /** The most of one function, and all of them. */
    record Count(long most, long all) {}

    /** @throws IllegalArgumentException when the bytes are not a module of such variables */
    static Count of(byte[] module) {
        return new WasmLocals(module).count();
    }

    private Count count() {
        Count total = new Count(0, 0);
        while (at < module.length) {
            int section = next();
            long size = number();
            long end = at + size;
            require(end <= module.length);
            if (section == CODE) {
                total = countCode(total);
            }
            at = (int) end;
        }
        return total;
    }

    private Count countCode(Count before) {
        Count total = before;
        long functions = number();
        for (long function = 0; function < functions; function++) {
            long size = number();
            long end = at + size;
            require(end <= module.length);
            long locals = countFunction();
            total = new Count(Math.max(total.most(), locals), total.all() + locals);
            at = (int) end;
        }
        return total;
    }

    private long countFunction() {
        long locals = 0;
        long groups = number();
        for (long group = 0; group < groups; group++) {
            locals += number();
            require(TYPES.contains(next()));
        }
        return locals;
    }

    private int next() {
        require(at < module.length);
        return module[at++] & 0xff;
    }

    /** An unsigned LEB128 of 32 bits. */
    private long number() {
        long value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int part = next();
            value |= (long) (part & 0x7f) << shift;
            if (part < 0x80) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number is too long");
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("it is cut off, or uses types that are not taken");
        }
    }
}
