package dev.tidepool.kernel.test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Archives made entry by entry, bad ones too. */
public final class Zips {

    private static final int LINK = 0120777;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes);

    public static Zips zip() {
        return new Zips();
    }

    /** A skill of one file. */
    public static byte[] ofManifest(String manifest) {
        return zip().with("SKILL.md", manifest).bytes();
    }

    /** A SKILL.md of a prompt. */
    public static String prompt(String name, String instructions) {
        return "---\nname: %s\ndescription: Says something\n---\n%s\n".formatted(name, instructions);
    }

    public Zips with(String path, String text) {
        return with(path, text.getBytes(StandardCharsets.UTF_8));
    }

    public Zips with(String path, byte[] content) {
        return add(new ZipArchiveEntry(path), content);
    }

    public Zips withLink(String path, String target) {
        ZipArchiveEntry entry = new ZipArchiveEntry(path);
        entry.setUnixMode(LINK);
        return add(entry, target.getBytes(StandardCharsets.UTF_8));
    }

    private Zips add(ZipArchiveEntry entry, byte[] content) {
        try {
            zip.putArchiveEntry(entry);
            zip.write(content);
            zip.closeArchiveEntry();
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public byte[] bytes() {
        try {
            zip.close();
            return bytes.toByteArray();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
