package dev.tidepool.session.skill;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** WebAssembly modules in binary, put together by hand: one memory, {@code alloc} and {@code run}. */
public final class WasmBytes {

    private static final byte[] HEADER = {0, 'a', 's', 'm', 1, 0, 0, 0};

    /** Place and length as they came, in one number. */
    private static final byte[] SAME_PLACE = bytes(0x20, 0, 0xAD, 0x42, 32, 0x86, 0x20, 1, 0xAD, 0x84);

    private WasmBytes() {}

    /** Gives its input back. */
    public static byte[] echo() {
        return module(1, SAME_PLACE);
    }

    /** {@code loop br 0 end} for ever. */
    public static byte[] endless() {
        return module(1, bytes(0x03, 0x40, 0x0C, 0, 0x0B, 0x42, 0));
    }

    /** Calls itself for ever. */
    public static byte[] recursive() {
        return module(1, bytes(0x20, 0, 0x20, 1, 0x10, 1));
    }

    public static byte[] trap() {
        return module(1, bytes(0x00));
    }

    /** Says that its output is two gigabytes long. */
    public static byte[] endlessOutput() {
        return module(1, bytes(0x42, 0xFF, 0xFF, 0xFF, 0xFF, 0x07));
    }

    /** Says that its output lies behind its memory. */
    public static byte[] outputBehindMemory() {
        return module(1, bytes(0x42, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x08, 0x42, 10, 0x84));
    }

    /** Asks for memory, page after page, until it is refused; then does what {@code echo} does. */
    public static byte[] grow() {
        byte[] loop = bytes(0x03, 0x40, 0x41, 1, 0x40, 0, 0x41, 0x7F, 0x47, 0x0D, 0, 0x0B);
        return module(1, joined(loop, SAME_PLACE));
    }

    /** Begins with so many pages. */
    public static byte[] ofPages(int pages) {
        return module(pages, SAME_PLACE);
    }

    /** A function of four billion variables, in five bytes. */
    public static byte[] ofVariables() {
        byte[] body = joined(bytes(1, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0x7E), SAME_PLACE, bytes(0x0B));
        return assembled(1, body, new byte[0]);
    }

    /** Leaves operand upon operand waiting. */
    public static byte[] ofOperands() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int at = 0; at < 70_000; at++) {
            body.writeBytes(bytes(0x41, 0));
        }
        body.write(0x00);
        return module(1, body.toByteArray());
    }

    /** Imports a function. */
    public static byte[] withImport() {
        byte[] names = joined(name("env"), name("now"), bytes(0, 0));
        return assembled(1, joined(bytes(0), SAME_PLACE, bytes(0x0B)), section(2, joined(bytes(1), names)));
    }

    /** {@code run} with a body in place of SAME_PLACE that begins with an atomic fence. */
    public static byte[] atomic() {
        return module(1, joined(bytes(0xFE, 0x03, 0), SAME_PLACE));
    }

    /** Sections that announce more than there is, by what they announce. */
    public static Map<String, byte[]> announcing() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        for (byte[] many : List.of(bytes(0xFF, 0xFF, 0xFF, 0xFF, 0x07), bytes(0xFF, 0xFF, 0xFF, 0xFF, 0x0F))) {
            String times = many[4] == 7 ? " of 2^31" : " of 2^32";
            for (int id = 1; id <= 13; id++) {
                all.put("section " + id + times, joined(HEADER, section(id, many)));
            }
            all.put("parameters" + times, joined(HEADER, section(1, joined(bytes(1, 0x60), many))));
            all.put("results" + times, joined(HEADER, section(1, joined(bytes(1, 0x60, 0), many))));
            all.put("types of a group" + times, joined(HEADER, section(1, joined(bytes(1, 0x4E), many))));
            all.put("types above" + times, joined(HEADER, section(1, joined(bytes(1, 0x50), many))));
            all.put("an export's name" + times, joined(HEADER, section(7, joined(bytes(1), many))));
            all.put("functions of an element" + times, joined(HEADER, section(9, joined(bytes(1, 1, 0), many))));
            all.put("values of an element" + times, joined(HEADER, section(9, joined(bytes(1, 5, 0x70), many))));
            all.put("passive data" + times, joined(HEADER, section(11, joined(bytes(1, 1), many))));
            all.put("active data" + times, joined(HEADER, section(11, joined(bytes(1, 0, 0x41, 0, 0x0B), many))));
            all.put("a custom section's name" + times, joined(HEADER, section(0, many)));
            // The first function's variables reach into the second one's bytes.
            byte[] groups = bytes(0xD0, 0x86, 0x03, 0x7F, 0x0B);
            all.put(
                    "variables behind their function" + times,
                    joined(HEADER, section(10, joined(bytes(2, 2, 1, 0xFF), groups, many))));
        }
        return all;
    }

    /** With what is mostly there: names, a table with its functions, globals, data, a start. */
    public static byte[] withEverything() {
        byte[] names = section(0, joined(name("name"), bytes(0, 0xFF, 0xFF, 0xFF, 0xFF, 0x07)));
        byte[] body = joined(bytes(1, 2, 0x7F), SAME_PLACE, bytes(0x0B));
        byte[] alloc = bytes(0, 0x41, 0x80, 0x08, 0x0B);
        return joined(
                HEADER,
                names,
                section(1, bytes(3, 0x60, 1, 0x7F, 1, 0x7F, 0x60, 2, 0x7F, 0x7F, 1, 0x7E, 0x60, 0, 0)),
                section(3, bytes(3, 0, 1, 2)),
                section(4, bytes(1, 0x70, 1, 2, 4)),
                section(5, bytes(1, 1, 1, 2)),
                section(
                        6,
                        joined(
                                bytes(3),
                                bytes(0x7F, 1, 0x41, 0x80, 0x08, 0x0B),
                                bytes(0x7E, 0, 0x42, 0x7F, 0x0B),
                                bytes(0x7C, 0, 0x44, 0, 0, 0, 0, 0, 0, 0, 0, 0x0B))),
                section(
                        7,
                        joined(
                                bytes(3),
                                name("memory"),
                                bytes(2, 0),
                                name("alloc"),
                                bytes(0, 0),
                                name("run"),
                                bytes(0, 1))),
                section(8, bytes(2)),
                section(9, joined(bytes(2), bytes(0, 0x41, 0, 0x0B, 2, 0, 1), bytes(1, 0, 1, 2))),
                section(12, bytes(2)),
                section(
                        10,
                        joined(bytes(3), number(alloc.length), alloc, number(body.length), body, bytes(2, 0, 0x0B))),
                section(11, joined(bytes(2), bytes(0, 0x41, 16, 0x0B, 2, 'h', 'i'), bytes(1, 1, '!'))));
    }

    private static byte[] module(int pages, byte[] run) {
        return assembled(pages, joined(bytes(0), run, bytes(0x0B)), new byte[0]);
    }

    private static byte[] assembled(int pages, byte[] runBody, byte[] imports) {
        byte[] alloc = bytes(0, 0x41, 0x80, 0x08, 0x0B);
        return joined(
                HEADER,
                section(1, bytes(2, 0x60, 1, 0x7F, 1, 0x7F, 0x60, 2, 0x7F, 0x7F, 1, 0x7E)),
                imports,
                section(3, bytes(2, 0, 1)),
                section(5, joined(bytes(1, 0), number(pages))),
                section(
                        7,
                        joined(
                                bytes(3),
                                name("memory"),
                                bytes(2, 0),
                                name("alloc"),
                                bytes(0, 0),
                                name("run"),
                                bytes(0, 1))),
                section(10, joined(bytes(2), number(alloc.length), alloc, number(runBody.length), runBody)));
    }

    private static byte[] section(int id, byte[] content) {
        return joined(bytes(id), number(content.length), content);
    }

    private static byte[] name(String text) {
        return joined(number(text.length()), text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] number(int value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int rest = value;
        while (rest > 0x7f) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
        return out.toByteArray();
    }

    private static byte[] bytes(int... values) {
        byte[] all = new byte[values.length];
        for (int at = 0; at < values.length; at++) {
            all[at] = (byte) values[at];
        }
        return all;
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
