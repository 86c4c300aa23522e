package dev.tidepool.local.suite;

import dev.tidepool.local.Home;
import dev.tidepool.local.LaunchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;

/** Variables in shell syntax: quoted only where the shell needs it, so that simpler readers manage too. */
public final class EnvironmentFile {
    private EnvironmentFile() {}

    /** One {@code NAME=value} a line. */
    public static String format(Map<String, String> variables) {
        StringBuilder text = new StringBuilder("# Load with: set -a; . ./.tidepool/env; set +a\n");
        variables.forEach((name, value) ->
                text.append(name).append('=').append(quote(value)).append('\n'));
        return text.toString();
    }

    /** The variables the last start wrote. */
    public static Map<String, String> read(Home home) {
        try {
            return parse(Files.readString(home.environmentFile()));
        } catch (IOException e) {
            throw new LaunchFailure(
                    "There is no " + home.shown(home.environmentFile()) + " yet",
                    "start the suite first: ./tidepool up");
        }
    }

    static Map<String, String> parse(String text) {
        Map<String, String> variables = new LinkedHashMap<>();
        text.lines().filter(line -> line.matches("[A-Z_]+=.*")).forEach(line -> {
            String[] parts = line.split("=", 2);
            variables.put(parts[0], unquote(parts[1]));
        });
        return variables;
    }

    private static String quote(String value) {
        return value.matches("[A-Za-z0-9_./:@%+,-]*") ? value : "'" + value.replace("'", "'\\''") + "'";
    }

    private static String unquote(String text) {
        return text.startsWith("'") ? text.substring(1, text.length() - 1).replace("'\\''", "'") : text;
    }
}
