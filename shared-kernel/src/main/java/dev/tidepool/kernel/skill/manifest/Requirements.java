package dev.tidepool.kernel.skill.manifest;

import java.util.ArrayList;
import java.util.List;

/**
 * What must be there for a skill to be of use.
 *
 * @param systems operating systems by Node's names, any of them; none: all
 * @param bins programs, all of them
 * @param anyBins programs, any of them
 * @param variables secrets by the names of their environment variables
 * @param settings paths into OpenClaw's configuration
 */
public record Requirements(
        List<String> systems, List<String> bins, List<String> anyBins, List<String> variables, List<String> settings) {

    static final Requirements NONE = new Requirements(List.of(), List.of(), List.of(), List.of(), List.of());

    static Requirements of(Fields openclaw) {
        Fields requires = openclaw.within("requires");
        return new Requirements(
                openclaw.texts("os"),
                requires.texts("bins"),
                requires.texts("anyBins"),
                requires.texts("env"),
                requires.texts("config"));
    }

    /** What is not there, as {@code bins:gh}, {@code anyBins:curl|wget}, {@code env:KEY}, {@code config:path}, {@code os:darwin}. */
    List<String> missingFrom(SkillEnvironment environment) {
        List<String> missing = new ArrayList<>();
        if (!systems.isEmpty() && !systems.contains(environment.system())) {
            missing.add("os:" + String.join("|", systems));
        }
        bins.stream().filter(bin -> !environment.bins().contains(bin)).forEach(bin -> missing.add("bins:" + bin));
        if (!anyBins.isEmpty() && anyBins.stream().noneMatch(environment.bins()::contains)) {
            missing.add("anyBins:" + String.join("|", anyBins));
        }
        variables.stream()
                .filter(name -> !environment.secrets().contains(name))
                .forEach(name -> missing.add("env:" + name));
        settings.stream()
                .filter(path -> !environment.settings().contains(path))
                .forEach(path -> missing.add("config:" + path));
        return missing;
    }
}
