package dev.tidepool.kernel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.tidepool.kernel.test.HouseRules;

@AnalyzeClasses(packages = "dev.tidepool.kernel", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests HOUSE = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule SKILLS_ARE_READ_BY_PURE_CODE = HouseRules.pure("dev.tidepool.kernel.skill..");

    @ArchTest
    static final ArchRule HOLDS_NO_FEATURE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.tidepool.gateway..",
                    "dev.tidepool.session..",
                    "dev.tidepool.social..",
                    "dev.tidepool.staking..");
}
