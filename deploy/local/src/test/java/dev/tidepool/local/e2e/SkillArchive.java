package dev.tidepool.local.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** A skill as it is uploaded, put together entry by entry: bad ones too. */
final class SkillArchive {

    /** A file system's type of a link, with all rights. */
    private static final int LINK = 0120777;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes);

    static SkillArchive of(String manifest) {
        return new SkillArchive().with("SKILL.md", manifest);
    }

    SkillArchive with(String path, String text) {
        return with(path, text.getBytes(StandardCharsets.UTF_8));
    }

    SkillArchive with(String path, byte[] content) {
        return add(new ZipArchiveEntry(path), content);
    }

    SkillArchive withLink(String path, String target) {
        ZipArchiveEntry entry = new ZipArchiveEntry(path);
        entry.setUnixMode(LINK);
        return add(entry, target.getBytes(StandardCharsets.UTF_8));
    }

    private SkillArchive add(ZipArchiveEntry entry, byte[] content) {
        try {
            zip.putArchiveEntry(entry);
            zip.write(content);
            zip.closeArchiveEntry();
            return this;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    byte[] bytes() {
        try {
            zip.close();
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    Answer upload(Api api) {
        return upload(api, bytes());
    }

    static Answer upload(Api api, byte[] archive) {
        return api.send(
                "POST",
                "/v1/skills",
                Map.of("Content-Type", "application/zip"),
                HttpRequest.BodyPublishers.ofByteArray(archive));
    }
}
