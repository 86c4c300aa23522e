package dev.tidepool.kernel.skill.bundle;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.skill.manifest.SkillFormatError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Reads a zip archive in memory. What an entry says of its size is not believed: what comes out is counted as it comes. Pure;
 * takes milliseconds: not for the event loop.
 */
public final class BundleReader {

    private static final int BUFFER = 8192;
    private static final Set<Integer> METHODS = Set.of(ZipEntry.STORED, ZipEntry.DEFLATED);

    private final BundleLimits limits;
    private final Set<String> seen = new HashSet<>();
    private long left;

    private BundleReader(BundleLimits limits) {
        this.limits = limits;
        this.left = limits.bytes();
    }

    /** @throws Problem 400 {@link SkillFormatError#ARCHIVE_REFUSED} naming the entry and the rule */
    public static SkillBundle read(byte[] zip, BundleLimits limits) {
        require(entries(zip) <= limits.files() * 2, "The archive must hold at most " + limits.files() + " files.");
        try (ZipFile archive = ZipFile.builder().setByteArray(zip).get()) {
            return new BundleReader(limits).read(archive);
        } catch (IOException | IllegalArgumentException malformed) {
            throw refused("Send a zip archive: this one cannot be read.");
        }
    }

    /**
     * The same of files that came one by one, such as the parts of a form.
     *
     * @throws Problem 400 {@link SkillFormatError#ARCHIVE_REFUSED} naming the file and the rule
     */
    public static SkillBundle ofFiles(List<BundleFile> files, BundleLimits limits) {
        require(files.size() <= limits.files(), "Send at most " + limits.files() + " files.");
        Set<String> seen = new HashSet<>();
        long bytes = 0;
        for (BundleFile file : files) {
            requirePath(file.path());
            require(seen.add(file.path().toLowerCase(Locale.ROOT)), "There are two files named " + file.path() + ".");
            require(
                    file.content().length <= limits.fileBytes(),
                    file.path() + " must be at most " + limits.fileBytes() + " bytes.");
            bytes += file.content().length;
        }
        require(bytes <= limits.bytes(), "Send at most " + limits.bytes() + " bytes.");
        return withoutRoot(files, limits);
    }

    /**
     * Entries of the directory, folders included, before each of them costs an object: what the archive says is not believed. What
     * looks like one within a file counts too, see {@link #requireFewEntries}.
     */
    private static int entries(byte[] zip) {
        int entries = 0;
        for (int at = 0; at + 3 < zip.length; at++) {
            if (zip[at] == 'P' && zip[at + 1] == 'K' && zip[at + 2] == 1 && zip[at + 3] == 2) {
                entries++;
            }
        }
        return entries;
    }

    /** However these files are packed again, the archive can be read: none is taken that nobody could install. */
    private static void requireFewEntries(List<BundleFile> files, BundleLimits limits) {
        int entries = files.size();
        for (BundleFile file : files) {
            entries += entries(file.content());
            require(
                    entries <= limits.files() * 2,
                    file.path() + " holds an archive of too many files. Send those files, or fewer.");
        }
    }

    private SkillBundle read(ZipFile archive) throws IOException {
        List<BundleFile> files = new ArrayList<>();
        for (ZipArchiveEntry entry : Collections.list(archive.getEntries())) {
            if (!entry.isDirectory() && !BundlePaths.isNoise(entry.getName())) {
                require(files.size() < limits.files(), "The archive must hold at most " + limits.files() + " files.");
                files.add(file(archive, entry));
            } else {
                requirePath(entry.getName().replaceAll("/$", ""));
            }
        }
        return withoutRoot(files, limits);
    }

    private static SkillBundle withoutRoot(List<BundleFile> files, BundleLimits limits) {
        requireFewEntries(files, limits);
        String root = BundlePaths.root(files.stream().map(BundleFile::path).toList());
        return new SkillBundle(files.stream()
                .map(file -> new BundleFile(file.path().substring(root.length()), file.content()))
                .toList());
    }

    private BundleFile file(ZipFile archive, ZipArchiveEntry entry) throws IOException {
        String path = entry.getName();
        requirePath(path);
        require(seen.add(path.toLowerCase(Locale.ROOT)), "The archive holds two files named " + path + ".");
        // A file system's type, if one is told: anything but a regular file is a link, a device or a pipe.
        int type = entry.getUnixMode() & 0170000;
        require(type == 0 || type == 0100000, path + " is no regular file. Links are not taken.");
        require(
                METHODS.contains(entry.getMethod())
                        && !entry.getGeneralPurposeBit().usesEncryption(),
                path + " must be stored or deflated, and not encrypted.");
        try (InputStream content = archive.getInputStream(entry)) {
            return new BundleFile(path, content(path, content));
        }
    }

    private byte[] content(String path, InputStream content) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER];
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            left -= read;
            require(left >= 0, "The archive must hold at most " + limits.bytes() + " bytes, unpacked.");
            require(
                    whole.size() + read <= limits.fileBytes(),
                    path + " must be at most " + limits.fileBytes() + " bytes, unpacked.");
            whole.write(buffer, 0, read);
        }
        return whole.toByteArray();
    }

    private static void requirePath(String path) {
        require(
                BundlePaths.isAllowed(path),
                "The path " + printable(path) + " is not relative within the archive, or is not portable.");
    }

    private static String printable(String path) {
        return path.substring(0, Math.min(path.length(), 100)).replaceAll("[^\\x20-\\x7e]", "?");
    }

    private static void require(boolean holds, String detail) {
        if (!holds) {
            throw refused(detail);
        }
    }

    private static Problem refused(String detail) {
        return Problem.of(SkillFormatError.ARCHIVE_REFUSED, detail);
    }
}
