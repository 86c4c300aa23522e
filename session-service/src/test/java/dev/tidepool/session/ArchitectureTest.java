package dev.tidepool.session;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.tidepool.kernel.test.HouseRules;

@AnalyzeClasses(packages = "dev.tidepool.session", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests HOUSE = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule TEXT_SKILLS_ARE_PURE = HouseRules.pure("dev.tidepool.session.text");

    @ArchTest
    static final ArchRule FEATURES_FORM_NO_CYCLE =
            slices().matching("dev.tidepool.session.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule CHAT_IS_ON_TOP = noClasses()
            .that()
            .resideOutsideOfPackages("dev.tidepool.session.chat", "dev.tidepool.session.response")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.tidepool.session.chat");
}
