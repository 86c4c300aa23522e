package dev.tidepool.kernel.seal;

import dev.tidepool.kernel.file.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of the keys: {@code 1.key}, {@code 2.key} and so on, each 64 hexadecimal digits, readable by their owner alone.
 * Instances share the directory: one of them makes the first. Blocking.
 */
record KeyFiles(Path directory) {

    private static final Pattern NAME = Pattern.compile("[1-9][0-9]{0,5}\\.key");

    /** All keys, the newest first. @throws IllegalStateException naming the file that holds none */
    List<SealingKey> read(SecureRandom random) {
        try {
            List<Path> files = files();
            if (files.isEmpty()) {
                byte[] made = new byte[SealingKey.KEY_BYTES];
                random.nextBytes(made);
                PrivateFile.create(directory.resolve("1.key"), HexFormat.of().formatHex(made) + "\n");
                files = files();
            }
            List<SealingKey> keys = new ArrayList<>();
            for (Path file : files) {
                keys.add(key(file));
            }
            return keys;
        } catch (IOException failure) {
            throw new IllegalStateException("the keys in " + directory + " can be neither read nor made", failure);
        }
    }

    private List<Path> files() throws IOException {
        if (Files.notExists(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted(Comparator.comparingInt(KeyFiles::number).reversed())
                    .toList();
        }
    }

    private static int number(Path file) {
        String name = file.getFileName().toString();
        return Integer.parseInt(name.substring(0, name.indexOf('.')));
    }

    /** Its content is in no message: it may be a key with a digit too few. */
    private static SealingKey key(Path file) throws IOException {
        try {
            return new SealingKey(HexFormat.of().parseHex(Files.readString(file).strip()));
        } catch (IllegalArgumentException malformed) {
            throw new IllegalStateException(file + " has to hold a key: 64 hexadecimal digits");
        }
    }
}
