package dev.tidepool.local.store;

import dev.tidepool.local.LaunchFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs on the class path, unpacked once for all homes. */
final class PostgresBinaries {
    private static final int OWNER_MAY_EXECUTE = 0100;

    private PostgresBinaries() {}

    /** The directory with {@code bin/postgres}; unpacked (in about a second) when it is not there yet. */
    static Path in(Path directory) {
        Path target = directory.resolve(resource().replace(".txz", ""));
        if (Files.isDirectory(target)) {
            return target;
        }
        try {
            Path draft = Files.createTempDirectory(Files.createDirectories(directory), "unpacking");
            unpack(draft);
            // Only whole trees get the final name: an interrupted start leaves nothing half done there.
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            return target;
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // Another suite was quicker.
            return target;
        } catch (IOException e) {
            throw new LaunchFailure(
                    "PostgreSQL could not be unpacked into " + directory + ": " + e,
                    "make room on the disk and check that the directory is writable");
        }
    }

    private static String resource() {
        boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        return "postgres-" + (mac ? "darwin" : "linux") + "-" + (arm ? "arm_64" : "x86_64") + ".txz";
    }

    private static void unpack(Path directory) throws IOException {
        try (InputStream packed = PostgresBinaries.class.getResourceAsStream("/" + resource())) {
            if (packed == null) {
                throw new IOException("no PostgreSQL for this kind of machine (" + resource() + ") in the build");
            }
            try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(packed))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    write(tar, entry, directory);
                }
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path directory) throws IOException {
        Path path = directory.resolve(entry.getName()).normalize();
        if (!path.startsWith(directory)) {
            throw new IOException("entry outside the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(path, directory.resolve(entry.getLinkName()));
        } else {
            Files.copy(tar, path);
            boolean executable = (entry.getMode() & OWNER_MAY_EXECUTE) != 0;
            if (executable && !path.toFile().setExecutable(true, false)) {
                throw new IOException("cannot make executable: " + path);
            }
        }
    }
}
