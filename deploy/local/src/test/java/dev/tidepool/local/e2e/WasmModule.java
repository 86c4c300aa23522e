package dev.tidepool.local.e2e;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** WebAssembly in binary, with the exports that a skill has: {@code memory}, {@code alloc} and {@code run}. */
final class WasmModule {

    /** Gives place and length back as they came. */
    private static final String SAME_PLACE = "2000ad4220862001ad84";

    private WasmModule() {}

    static byte[] echo() {
        return of("01", SAME_PLACE);
    }

    /** {@code loop br 0 end}. */
    static byte[] endless() {
        return of("01", "03400c000b4200");
    }

    /** Asks for memory, page after page, until it is refused; then does what {@code echo} does. */
    static byte[] growing() {
        return of("01", "034041014000417f470d000b" + SAME_PLACE);
    }

    /** Begins with 60,000 pages of 64 KiB. */
    static byte[] vast() {
        return of("e0d403", SAME_PLACE);
    }

    private static byte[] of(String pages, String run) {
        HexFormat hex = HexFormat.of();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(hex.parseHex("0061736d01000000010c0260017f017f60027f7f017e0303020001"));
        byte[] memory = hex.parseHex("0100" + pages);
        all.write(5);
        all.write(memory.length);
        all.writeBytes(memory);
        all.writeBytes(hex.parseHex("071803066d656d6f7279020005616c6c6f6300000372756e0001"));
        byte[] body = hex.parseHex("00" + run + "0b");
        byte[] alloc = hex.parseHex("05004180080b");
        all.write(10);
        all.write(1 + alloc.length + 1 + body.length);
        all.write(2);
        all.writeBytes(alloc);
        all.write(body.length);
        all.writeBytes(body);
        return all.toByteArray();
    }
}
