package dev.gatehouse.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The floors of the house: each imports only from below. Seen from the top floor, which has them all on its path. */
@AnalyzeClasses(packages = "dev.gatehouse", importOptions = ImportOption.DoNotIncludeTests.class)
class FloorsTest {

    private static final String SPI = "dev.gatehouse.spi..";
    private static final String PEERS = "dev.gatehouse.peers..";
    private static final String KIT = "dev.gatehouse.tck..";
    private static final String SIGNATURES = "dev.gatehouse.signatures..";
    private static final String CONFINE = "dev.gatehouse.confine..";
    private static final String ENGINE = "dev.gatehouse.engine..";
    private static final String BACKENDS = "dev.gatehouse.backend..";
    private static final String YARA = "dev.gatehouse.backend.yara..";
    private static final String GATEWAY = "dev.gatehouse.gateway..";
    private static final String CLI = "dev.gatehouse.cli..";

    @ArchTest
    static final ArchRule theSpiNeedsNothingButThePlatform = classes()
            .that()
            .resideInAPackage(SPI)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(SPI, "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule theKitNeedsTheSpiAndJUnitAlone = classes()
            .that()
            .resideInAPackage(KIT)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(KIT, SPI, "java..", "org.junit.jupiter.api..", "org.jspecify..");

    @ArchTest
    static final ArchRule whatIsShippedKnowsNeitherTheKitNorThePeersOfTests = noClasses()
            .that()
            .resideOutsideOfPackages(KIT, PEERS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(KIT, PEERS);

    @ArchTest
    static final ArchRule signaturesKnowNobodyInTheHouse = noClasses()
            .that()
            .resideInAPackage(SIGNATURES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SPI, ENGINE, BACKENDS, GATEWAY, CLI);

    @ArchTest
    static final ArchRule confinementNeedsNothingButThePlatform = classes()
            .that()
            .resideInAPackage(CONFINE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(CONFINE, "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule theEngineKnowsNoBackendAndNoSignatures = noClasses()
            .that()
            .resideInAPackage(ENGINE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SIGNATURES, BACKENDS, GATEWAY, CLI);

    @ArchTest
    static final ArchRule aBackendKnowsNoEngine = noClasses()
            .that()
            .resideInAPackage(BACKENDS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ENGINE, GATEWAY, CLI);

    @ArchTest
    static final ArchRule backendsDoNotKnowEachOther =
            slices().matching("dev.gatehouse.backend.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule theIcapBackendNeedsTheSpiAndAReaderOfYamlAlone = classes()
            .that()
            .resideInAPackage("dev.gatehouse.backend.icap..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.gatehouse.backend.icap..",
                    SPI,
                    "java..",
                    "javax.net.ssl..",
                    "org.snakeyaml..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule theYaraBackendNeedsNothingButThePlatformAndTheSpi = classes()
            .that()
            .resideInAPackage(YARA)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(YARA, SPI, "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule theCommandReachesBackendsThroughTheirProvidersAlone = noClasses()
            .that()
            .resideInAPackage(CLI)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(BACKENDS);

    @ArchTest
    static final ArchRule theGatewayKnowsNoBackendAndNoCommand = noClasses()
            .that()
            .resideInAPackage(GATEWAY)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SIGNATURES, BACKENDS, CLI);

    @ArchTest
    static final ArchRule packagesOfTheGatewayHaveNoCycles =
            slices().matching("dev.gatehouse.gateway.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesOfTheEngineHaveNoCycles =
            slices().matching("dev.gatehouse.engine.(**)").should().beFreeOfCycles();
}
