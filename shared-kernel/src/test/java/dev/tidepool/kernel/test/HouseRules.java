package dev.tidepool.kernel.test;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.tidepool.kernel.id.TypedId;
import io.smallrye.config.ConfigMapping;
import io.smallrye.mutiny.groups.UniAwait;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * The rules of the house, for every module:
 *
 * <pre>
 * &#64;AnalyzeClasses(packages = "dev.tidepool.social", importOptions = ImportOption.DoNotIncludeTests.class)
 * class ArchitectureTest {
 *     &#64;ArchTest
 *     static final ArchTests HOUSE = ArchTests.in(HouseRules.class);
 * }
 * </pre>
 */
public final class HouseRules {

    private static final int MAX_LINES = 300;

    @ArchTest
    static final ArchRule ONE_SUFFIX_ONE_MEANING = noClasses()
            .should()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Util");

    @ArchTest
    static final ArchRule RESOURCES_ARE_NAMED_SO_AND_HIDDEN = classes()
            .that()
            .areAnnotatedWith(Path.class)
            .and()
            .areNotInterfaces()
            .should()
            .haveSimpleNameEndingWith("Resource")
            .andShould()
            .notBePublic()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule REPOSITORIES_ARE_HIDDEN = classes()
            .that()
            .haveSimpleNameEndingWith("Repository")
            .should()
            .notBePublic()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule VIEWS_ARE_RECORDS = classes()
            .that()
            .haveSimpleNameEndingWith("View")
            .should()
            .beRecords()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule NOTHING_BLOCKS = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(UniAwait.class)
            .orShould(callMethod(Thread.class, "sleep", long.class))
            .orShould(callMethod(Thread.class, "sleep", java.time.Duration.class));

    @ArchTest
    static final ArchRule NOTHING_PRINTS = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.tidepool.kernel.log.AccessLog")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    /** A native image would freeze the seed at build time. */
    @ArchTest
    static final ArchRule NO_STATIC_RANDOM = fields().that()
            .haveRawType(
                    DescribedPredicate.describe("a source of randomness", type -> type.isAssignableTo(Random.class)))
            .should()
            .notBeStatic()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule NO_SETTERS = methods()
            .that()
            .haveNameMatching("set[A-Z].*")
            .and()
            .areDeclaredInClassesThat(resideInAPackage("dev.tidepool.."))
            .should()
            .notHaveModifier(JavaModifier.PUBLIC)
            .orShould()
            .haveRawReturnType(DescribedPredicate.describe(
                    "not void", type -> !type.getName().equals("void")))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule PACKAGES_ARE_NULL_MARKED = classes().should(resideInANullMarkedPackage());

    @ArchTest
    static final ArchRule FILES_ARE_SHORT = classes().should(comeFromAShortFile());

    /** Two plain UUIDs change places unseen: only an id's own type, JSON views and stored entities hold them. */
    @ArchTest
    static final ArchRule IDS_ARE_TYPED = codeUnits()
            .that()
            .doNotHaveModifier(JavaModifier.SYNTHETIC)
            .and()
            .areDeclaredInClassesThat(areNoEdgeOfIds())
            .should(takeNoPlainUuid());

    @ArchTest
    static final ArchRule SETTINGS_ARE_DOCUMENTED = classes()
            .that()
            .areAnnotatedWith(ConfigMapping.class)
            .should(DocumentedSettings.areNamedInTheDocument())
            .allowEmptyShould(true);

    private HouseRules() {}

    @ArchTest
    static void variablesAreDocumented(JavaClasses classes) {
        assertThat(DocumentedSettings.undocumentedVariables())
                .as("variables that docs/CONFIGURATION.md does not name")
                .isEmpty();
    }

    /** For packages of rules and encoders: no clock, no randomness, no input or output. */
    public static ArchRule pure(String packageIdentifier) {
        return noClasses()
                .that()
                .resideInAPackage(packageIdentifier)
                .should(callMethod(Instant.class, "now"))
                .orShould(callMethod(System.class, "currentTimeMillis"))
                .orShould(callMethod(System.class, "nanoTime"))
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.nio.file..", "java.net..", "io.vertx..", "io.smallrye.mutiny..", "io.quarkus..");
    }

    private static DescribedPredicate<JavaClass> areNoEdgeOfIds() {
        return DescribedPredicate.describe(
                "are neither ids nor views nor entities",
                type -> !type.isAssignableTo(TypedId.class)
                        && !type.getSimpleName().endsWith("View")
                        && !type.getSimpleName().endsWith("Entity"));
    }

    private static ArchCondition<JavaCodeUnit> takeNoPlainUuid() {
        return new ArchCondition<>("take typed ids, not plain UUIDs") {
            @Override
            public void check(JavaCodeUnit code, ConditionEvents events) {
                boolean typed = code.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(UUID.class));
                events.add(new SimpleConditionEvent(code, typed, code.getFullName() + " takes a plain UUID"));
            }
        };
    }

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a package marked @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage()
                        .tryGetPackageInfo()
                        .map(info -> info.isAnnotatedWith(NullMarked.class))
                        .orElse(false);
                events.add(new SimpleConditionEvent(
                        type, marked, type.getPackageName() + " has no package-info with @NullMarked"));
            }
        };
    }

    private static ArchCondition<JavaClass> comeFromAShortFile() {
        return new ArchCondition<>("come from a file of at most " + MAX_LINES + " lines") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                java.nio.file.Path file = java.nio.file.Path.of(
                                "src/main/java", type.getPackageName().replace('.', '/'))
                        .resolve(type.getSource()
                                .flatMap(source -> source.getFileName())
                                .orElse("-"));
                if (Files.exists(file)) {
                    long lines = countLines(file);
                    events.add(new SimpleConditionEvent(type, lines <= MAX_LINES, file + " has " + lines + " lines"));
                }
            }
        };
    }

    private static long countLines(java.nio.file.Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
