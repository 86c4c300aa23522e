package dev.tidepool.kernel.test;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import io.smallrye.config.common.utils.StringUtil;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Holds docs/CONFIGURATION.md to the settings there are: each of them, and each variable that sets one, is named in it. */
final class DocumentedSettings {

    private static final Path DOCUMENT = Path.of("../docs/CONFIGURATION.md");
    private static final Path PROPERTIES = Path.of("src/main/resources");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(TIDEPOOL_[A-Z_]+)");

    private DocumentedSettings() {}

    /** For mappings of settings. */
    static ArchCondition<JavaClass> areNamedInTheDocument() {
        return new ArchCondition<>("have all their settings named in " + DOCUMENT) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String document = read(DOCUMENT);
                Class<?> mapping = type.reflect();
                String prefix = mapping.getAnnotation(ConfigMapping.class).prefix();
                settings(prefix, mapping)
                        .forEach(setting -> events.add(new SimpleConditionEvent(
                                type, document.contains("`" + setting + "`"), setting + " is not in " + DOCUMENT)));
            }
        };
    }

    /** The variables in a module's own properties that the document does not name. */
    static List<String> undocumentedVariables() {
        String document = read(DOCUMENT);
        List<String> missing = new ArrayList<>();
        try (Stream<Path> files = Files.walk(PROPERTIES)) {
            files.filter(file -> file.toString().endsWith(".properties"))
                    .flatMap(file -> VARIABLE.matcher(read(file)).results())
                    .map(found -> found.group(1))
                    .distinct()
                    .filter(variable -> !document.contains("`" + variable + "`"))
                    .forEach(missing::add);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return missing;
    }

    /** As the framework names them: {@code maxBytes()} below {@code tidepool.cache} is {@code tidepool.cache.max-bytes}. */
    static List<String> settings(String prefix, Class<?> mapping) {
        List<String> names = new ArrayList<>();
        for (Method method : mapping.getDeclaredMethods()) {
            if (!method.isDefault() && !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic()) {
                names.addAll(settings(prefix, method));
            }
        }
        return names;
    }

    private static List<String> settings(String prefix, Method method) {
        WithName given = method.getAnnotation(WithName.class);
        String name = prefix + "." + (given == null ? StringUtil.skewer(method.getName()) : given.value());
        Class<?> element = element(method.getGenericReturnType());
        boolean group = element.isInterface() && element.getEnclosingClass() != null;
        if (Map.class.isAssignableFrom(method.getReturnType()) && group) {
            return settings(name + ".<name>", element);
        }
        if (Map.class.isAssignableFrom(method.getReturnType())) {
            // Its keys are the names of the services; the document has them all.
            return List.of(name + ".session", name + ".social", name + ".staking");
        }
        if (group) {
            return settings(List.class.isAssignableFrom(method.getReturnType()) ? name + "[0]" : name, element);
        }
        return List.of(name);
    }

    private static Class<?> element(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return element(arguments[arguments.length - 1]);
        }
        return (Class<?>) type;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
