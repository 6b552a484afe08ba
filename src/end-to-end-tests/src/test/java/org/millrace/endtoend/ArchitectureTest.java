package org.millrace.endtoend;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.flink.api.common.functions.Function;

@AnalyzeClasses(packages = "org.millrace", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule dependenciesRunOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("model")
            .definedBy("org.millrace.model..")
            .layer("operators")
            .definedBy("org.millrace.operators..")
            .layer("jobs")
            .definedBy("org.millrace.jobs..")
            .whereLayer("jobs")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("operators")
            .mayOnlyBeAccessedByLayers("jobs")
            .whereLayer("model")
            .mayOnlyBeAccessedByLayers("operators", "jobs");

    @ArchTest
    static final ArchRule modelKnowsNd4jAndTheJdkOnly = classes()
            .that()
            .resideInAPackage("org.millrace.model..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("org.millrace.model..", "java..", "org.nd4j..", "org.bytedeco..");

    @ArchTest
    static final ArchRule functionsHoldNoArithmetic = noClasses()
            .that()
            .areAssignableTo(Function.class)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.nd4j..", "org.bytedeco..")
            .because("Flink functions only move batches in and reports out");

    @ArchTest
    static final ArchRule configurationDataAndBrokerKnowNoOperators = noClasses()
            .that()
            .resideInAnyPackage("org.millrace.jobs.config..", "org.millrace.jobs.data..", "org.millrace.jobs.kafka..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.millrace.operators.holdout..",
                    "org.millrace.operators.metrics..",
                    "org.millrace.operators.progress..",
                    "org.millrace.operators.sink..",
                    "org.millrace.operators.source..",
                    "org.millrace.operators.state..",
                    "org.millrace.operators.time..",
                    "org.millrace.operators.train..",
                    "org.apache.flink..");

    @ArchTest
    static final ArchRule policiesRecordsAndFormatsKnowNoFlink = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.millrace.operators.policy..",
                    "org.millrace.operators.record..",
                    "org.millrace.operators.format..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.flink..")
            .because("the configuration uses policies, and data sets are read and written without Flink");

    @ArchTest
    static final ArchRule theReporterIsKnownByItsNameAlone = noClasses()
            .that()
            .resideOutsideOfPackage("org.millrace.metrics..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.millrace.metrics..")
            .because("on a cluster it is a plugin that no job sees");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("org.millrace.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothingStaticCanChange = fields().that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat()
            .resideInAPackage("org.millrace..")
            .should()
            .beFinal();
}
