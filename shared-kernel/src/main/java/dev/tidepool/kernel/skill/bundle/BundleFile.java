package dev.tidepool.kernel.skill.bundle;

import dev.tidepool.kernel.digest.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** One file of a skill. */
public final class BundleFile {

    private final String path;
    private final byte[] content;

    /** @param content is not copied: nobody changes it any more */
    public BundleFile(String path, byte[] content) {
        this.path = path;
        this.content = content;
    }

    /** Relative, with slashes. */
    public String path() {
        return path;
    }

    public byte[] content() {
        return content;
    }

    /** Hexadecimal, of the content. */
    public String sha256() {
        return HexFormat.of().formatHex(Sha256.of(content));
    }

    /** Whether it begins as every WebAssembly module does. */
    public boolean isWasm() {
        return content.length >= 4 && content[0] == 0 && content[1] == 'a' && content[2] == 's' && content[3] == 'm';
    }

    /** The content if it is text in UTF-8. */
    public Optional<String> text() {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException noText) {
            return Optional.empty();
        }
    }
}
