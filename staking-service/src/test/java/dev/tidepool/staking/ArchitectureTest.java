package dev.tidepool.staking;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import dev.tidepool.kernel.test.HouseRules;
import dev.tidepool.staking.chain.Clusters;

@AnalyzeClasses(packages = "dev.tidepool.staking", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests HOUSE = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule ENCODINGS_ARE_PURE = HouseRules.pure("dev.tidepool.staking.solana..");

    @ArchTest
    static final ArchRule ORDERS_ARE_PURE = HouseRules.pure("dev.tidepool.staking.order..");

    @ArchTest
    static final ArchRule ENCODINGS_STAND_ALONE = ArchRuleDefinition.classes()
            .that()
            .resideInAPackage("dev.tidepool.staking.solana..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.tidepool.staking.solana..", "dev.tidepool.kernel.digest..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule THE_CHAIN_KNOWS_NO_FEATURE = ArchRuleDefinition.noClasses()
            .that()
            .resideInAPackage("dev.tidepool.staking.chain..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.tidepool.staking.transaction..",
                    "dev.tidepool.staking.order..",
                    "dev.tidepool.staking.validator..");

    /** What is asked later than on the request's own thread, or in the background, would be told of another cluster. */
    @ArchTest
    static final ArchRule ONLY_HTTP_ASKS_WHICH_CLUSTER_IS_MEANT = ArchRuleDefinition.noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Resource")
            .and()
            .doNotHaveSimpleName("ActionHeaders")
            .and()
            .doNotHaveSimpleName("ClusterFilter")
            .and()
            .doNotHaveSimpleName("CurrentCluster")
            .should()
            .dependOnClassesThat()
            .haveSimpleName("CurrentCluster");

    @ArchTest
    static final ArchRule NOTHING_FALLS_BACK_TO_THE_DEFAULT_CLUSTER = ArchRuleDefinition.noClasses()
            .that()
            .doNotHaveSimpleName("ClusterFilter")
            .and()
            .doNotHaveSimpleName("Clusters")
            .should()
            .callMethod(Clusters.class, "byDefault");
}
