package dev.tidepool.local.chain;

import dev.tidepool.local.Console;
import dev.tidepool.local.Home;
import dev.tidepool.local.process.LogFile;
import dev.tidepool.local.process.Programs;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The chain's Node program and what it needs before it can run. */
public record ChainProgram(Path directory, Path node) {
    private static final int OLDEST_NODE = 20;
    private static final Pattern VERSION = Pattern.compile("v(\\d{1,4})\\..*");

    /** What was found: a program that can run, or why there is none. */
    public sealed interface Search {
        /** The program, with its packages installed. */
        record Found(ChainProgram program) implements Search {}

        /** Why the suite goes on without a chain, for a person. */
        record Missing(String reason) implements Search {}
    }

    /** Looks for Node and installs the program's packages when they are missing (which takes a few seconds). */
    public static Search search(Home home, Console console) {
        Path directory = home.root().resolve("deploy/local/solana");
        Optional<Path> node = Programs.find("node").filter(ChainProgram::isNewEnough);
        if (node.isEmpty()) {
            return new Search.Missing("Node " + OLDEST_NODE + " or newer is not on the PATH");
        }
        if (!Files.exists(directory.resolve("package-lock.json"))) {
            return new Search.Missing("its program is not in this checkout (deploy/local/solana)");
        }
        return install(home, directory, console)
                ? new Search.Found(new ChainProgram(directory, node.get()))
                : new Search.Missing("its npm packages could not be installed, see " + home.shown(home.log("npm"))
                        + "; check the network and start again");
    }

    private static boolean isNewEnough(Path node) {
        Matcher version = VERSION.matcher(
                Programs.output(Map.of(), node.toString(), "--version").orElse(""));
        return version.matches() && Integer.parseInt(version.group(1)) >= OLDEST_NODE;
    }

    private static boolean install(Home home, Path directory, Console console) {
        // npm writes this file last, so it stands for a whole installation.
        Path installed = directory.resolve("node_modules/.package-lock.json");
        Path lock = directory.resolve(".install.lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            return held.isValid() && (isCurrent(installed, directory) || runNpm(home, directory, console));
        } catch (IOException e) {
            return isCurrent(installed, directory);
        }
    }

    private static boolean isCurrent(Path installed, Path directory) {
        return installed.toFile().lastModified()
                >= directory.resolve("package-lock.json").toFile().lastModified();
    }

    private static boolean runNpm(Home home, Path directory, Console console) throws IOException {
        console.event("solana", "installing its npm packages (once)");
        new LogFile(home.log("npm")).rotate();
        ProcessBuilder npm = new ProcessBuilder(
                        "npm", "ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund")
                .directory(directory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(home.log("npm").toFile());
        Process installing = npm.start();
        // A stop of the launcher meanwhile ends it too; once it has ended this does nothing.
        Runtime.getRuntime().addShutdownHook(new Thread(installing::destroy));
        return installing.onExit().join().exitValue() == 0;
    }
}
