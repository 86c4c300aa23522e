package dev.tidepool.gateway.auth;

import dev.tidepool.gateway.auth.KeyRing.DatedKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of one purpose's keys: {@code access.pem}, then {@code access-1.pem}, {@code access-2.pem} and so on. Several
 * gateways may share the directory: a file is made whole or not at all, by one of them, and never changed. Blocking.
 */
final class SigningKeyDirectory {

    private final Path directory;
    private final String purpose;
    private final Pattern name;

    SigningKeyDirectory(Path directory, String purpose) {
        this.directory = directory;
        this.purpose = purpose;
        this.name = Pattern.compile(Pattern.quote(purpose) + "(?:-([1-9][0-9]{0,8}))?\\.pem");
    }

    /** The keys there are; the first one is made if there is none. Keys already read are taken from {@code known}. */
    KeyRing load(List<DatedKey> known) {
        List<Integer> numbers = numbers();
        if (numbers.isEmpty()) {
            make(0);
            numbers = numbers();
        }
        return new KeyRing(numbers.stream()
                .flatMap(number ->
                        known.stream()
                                .filter(key -> key.number() == number)
                                .findFirst()
                                .or(() -> read(number))
                                .stream())
                .toList());
    }

    /** Whether it made the key of this number: not if another gateway did. */
    boolean make(int number) {
        return SigningKeyFile.create(file(number));
    }

    /** Whether it deleted it: not if another gateway did. */
    boolean delete(int number) {
        try {
            return Files.deleteIfExists(file(number));
        } catch (IOException failure) {
            throw new UncheckedIOException("the retired key " + file(number) + " cannot be deleted", failure);
        }
    }

    /** Empty when another gateway deleted the file meanwhile. */
    private Optional<DatedKey> read(int number) {
        Path file = file(number);
        try {
            return Optional.of(new DatedKey(
                    number,
                    SigningKeyFile.load(file),
                    Files.getLastModifiedTime(file).toInstant()));
        } catch (NoSuchFileException deleted) {
            return Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException("the signing key " + file + " cannot be read", failure);
        }
    }

    private List<Integer> numbers() {
        if (Files.notExists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> name.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(found -> found.group(1) == null ? 0 : Integer.parseInt(found.group(1)))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("the signing keys in " + directory + " cannot be listed", failure);
        }
    }

    private Path file(int number) {
        return directory.resolve(number == 0 ? purpose + ".pem" : purpose + "-" + number + ".pem");
    }
}
