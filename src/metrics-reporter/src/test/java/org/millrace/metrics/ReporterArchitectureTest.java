package org.millrace.metrics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.millrace", importOptions = DoNotIncludeTests.class)
class ReporterArchitectureTest {

    @ArchTest
    static final ArchRule reporterKnowsFlinksMetricsAndMicrometerOnly = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "org.millrace.metrics",
                    "org.apache.flink.metrics..",
                    "io.micrometer..",
                    "io.prometheus..",
                    "org.slf4j",
                    "com.sun.net.httpserver",
                    "java..");

    @ArchTest
    static final ArchRule onlyTheFactoryIsPublic = classes()
            .that()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .should()
            .beAssignableTo(PrometheusReporterFactory.class)
            .because("Flink finds the factory, and needs nothing else");

    @ArchTest
    static final ArchRule nothingStaticCanChange =
            fields().that().areStatic().should().beFinal();
}
