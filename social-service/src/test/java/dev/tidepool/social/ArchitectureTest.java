package dev.tidepool.social;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.tidepool.kernel.test.HouseRules;

@AnalyzeClasses(packages = "dev.tidepool.social", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests HOUSE = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule FEATURES_FORM_NO_CYCLE =
            slices().matching("dev.tidepool.social.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule INPUT_RULES_ARE_PURE = HouseRules.pure("dev.tidepool.social.input..");
}
