package dev.tidepool.session.skill.run;

import java.util.Set;

/**
 * Walks a WebAssembly module (core specification 2.0, section 5.5) before a parser makes an object of each of its parts: five
 * bytes can announce four billion. What passes holds all that it announces, and little of each. Instructions are not looked
 * at: each of them is there. Pure. One per module.
 */
final class WasmShape {

    /** Of all vectors of a module: types, functions, exports, entries of tables and so on. */
    private static final int MAX_PARTS = 65_536;

    private static final int MAX_PARAMETERS = 64;

    /** Each call keeps its variables: together with the depth that the runtime allows, they bound the memory of all calls. */
    private static final int MAX_LOCALS = 512;

    private static final int MAX_LOCALS_OF_MODULE = 65_536;

    private static final int HEADER = 8;
    private static final int FUNCTION_TYPE = 0x60;
    private static final int END = 0x0b;

    /** i32, i64, f32, f64, v128, funcref, externref: each one byte. */
    private static final Set<Integer> TYPES = Set.of(0x7f, 0x7e, 0x7d, 0x7c, 0x7b, 0x70, 0x6f);

    private final byte[] module;
    private int at = HEADER;
    private int limit;
    private long parts;
    private long locals;

    private WasmShape(byte[] module) {
        this.module = module;
        this.limit = module.length;
    }

    /** @throws IllegalArgumentException saying what is not taken */
    static void require(byte[] module) {
        new WasmShape(module).sections();
    }

    private void sections() {
        while (at < module.length) {
            limit = module.length;
            int section = next();
            int size = length();
            limit = at + size;
            section(section);
            whole(at == limit);
        }
    }

    private void section(int id) {
        switch (id) {
            case 0 -> {
                bytes();
                at = limit;
            }
            case 1 -> each(this::type);
            case 2 -> holds(number() == 0, "it must import nothing");
            case 3 -> each(this::number);
            case 4 ->
                each(() -> {
                    valueType();
                    limits();
                });
            case 5 -> each(this::limits);
            case 6 ->
                each(() -> {
                    valueType();
                    next();
                    expression();
                });
            case 7 ->
                each(() -> {
                    bytes();
                    next();
                    number();
                });
            case 8, 12 -> number();
            case 9 -> each(this::element);
            case 10 -> each(this::function);
            case 11 -> each(this::data);
            default -> holds(false, "it must not use exceptions, or sections that are newer than WebAssembly 2.0");
        }
    }

    private void type() {
        holds(next() == FUNCTION_TYPE, "it must not use garbage-collected objects");
        parameters();
        parameters();
    }

    private void parameters() {
        int count = each(this::valueType);
        holds(count <= MAX_PARAMETERS, "a function must have at most " + MAX_PARAMETERS + " parameters and results");
    }

    private void limits() {
        int flags = next();
        number();
        if (flags != 0) {
            number();
        }
    }

    private void element() {
        int flags = next();
        whole(flags <= 7);
        boolean active = (flags & 1) == 0;
        if (active && (flags & 2) != 0) {
            number();
        }
        if (active) {
            expression();
        }
        if ((flags & 3) != 0) {
            // The kind or the type of what it holds.
            next();
        }
        each((flags & 4) == 0 ? this::number : this::expression);
    }

    private void data() {
        int flags = next();
        whole(flags <= 2);
        if (flags == 2) {
            number();
        }
        if (flags != 1) {
            expression();
        }
        bytes();
    }

    private void function() {
        int outer = limit;
        int size = length();
        limit = at + size;
        long before = locals;
        each(() -> {
            locals += number();
            valueType();
        });
        holds(
                locals - before <= MAX_LOCALS && locals <= MAX_LOCALS_OF_MODULE,
                "a function must have at most " + MAX_LOCALS + " variables");
        at = limit;
        limit = outer;
    }

    /** A constant one. */
    private void expression() {
        for (int instruction = next(); instruction != END; instruction = next()) {
            switch (instruction) {
                case 0x41, 0x42 -> skipNumber();
                case 0x43 -> skip(4);
                case 0x44 -> skip(8);
                case 0x23, 0xd2 -> number();
                case 0xd0 -> valueType();
                case 0x6a, 0x6b, 0x6c, 0x7c, 0x7d, 0x7e -> {}
                case 0xfd -> {
                    whole(number() == 12);
                    skip(16);
                }
                default -> whole(false);
            }
        }
    }

    private void valueType() {
        whole(TYPES.contains(next()));
    }

    /** Walks a vector, and tells how long it is. */
    private int each(Runnable part) {
        // A part is at least a byte.
        int count = length();
        parts += count;
        holds(parts <= MAX_PARTS, "it must have at most " + MAX_PARTS + " parts");
        for (int done = 0; done < count; done++) {
            part.run();
        }
        return count;
    }

    private void bytes() {
        skip(length());
    }

    /** A number of bytes or more that are still to come. */
    private int length() {
        long value = number();
        whole(value <= limit - at);
        return (int) value;
    }

    private void skip(int count) {
        whole(count <= limit - at);
        at += count;
    }

    /** A signed LEB128. */
    private void skipNumber() {
        while (next() >= 0x80) {
            // To its last byte.
        }
    }

    private int next() {
        whole(at < limit);
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

    private static void whole(boolean holds) {
        holds(holds, "it is cut off, or uses what is not taken");
    }

    private static void holds(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
