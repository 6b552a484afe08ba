package org.millrace.endtoend;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.Function;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.millrace.jobs.cli.ConfigOptions;
import org.millrace.jobs.cli.ExitCode;
import org.millrace.jobs.cli.Interruptible;
import org.millrace.jobs.config.ConfigTable;
import org.millrace.model.math.OffHeap;
import org.millrace.model.math.Pieces;
import org.millrace.model.math.Tile;
import org.millrace.model.network.Backpropagation;
import org.millrace.model.network.DenseNetwork;
import org.millrace.model.network.Dropout;
import org.millrace.model.network.FeatureInput;
import org.millrace.model.network.ForwardPass;
import org.millrace.model.network.Gradient;
import org.millrace.model.network.GradientConsumer;
import org.millrace.model.network.Workspace;
import org.millrace.model.optimizer.Moments;
import org.millrace.model.scaling.FeatureScaler;
import org.millrace.operators.format.AvroExampleFormat;
import org.millrace.operators.format.CsvExampleFormat;
import org.millrace.operators.format.ExampleFormats;

@AnalyzeClasses(packages = "org.millrace", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final long MOST_TYPES = 25;

    /**
     * Constants, which a compiler copies; what tests of other modules read; what commands of the benchmarks share with those of
     * jobs; and what a sink of predictions is given, wherever it is.
     */
    private static final Set<String> READ_OTHERWISE = Set.of(
            ExitCode.class.getName(),
            ConfigTable.class.getName(),
            ConfigOptions.class.getName(),
            Interruptible.class.getName(),
            AvroExampleFormat.class.getName(),
            CsvExampleFormat.class.getName(),
            ExampleFormats.class.getName());

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
    static final ArchRule theEngineIsForTheModelAlone = noClasses()
            .that()
            .resideOutsideOfPackage("org.millrace.model..")
            .should()
            .dependOnClassesThat(belongToAnyOf(
                    Backpropagation.class,
                    DenseNetwork.class,
                    Dropout.class,
                    FeatureInput.class,
                    FeatureScaler.class,
                    ForwardPass.class,
                    Gradient.class,
                    GradientConsumer.class,
                    Moments.class,
                    OffHeap.class,
                    Pieces.class,
                    Tile.class,
                    Workspace.class))
            .because("they are public only because the model has several packages");

    @ArchTest
    static void packagesAreSmallEnoughToKnowByHeart(JavaClasses classes) {
        Map<String, Long> sizes = classes.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(groupingBy(JavaClass::getPackageName, TreeMap::new, counting()));

        assertThat(sizes)
                .hasSizeGreaterThan(20)
                .allSatisfy((name, size) -> assertThat(size).as(name).isLessThanOrEqualTo(MOST_TYPES));
    }

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

    /** The readers are main classes and the tests of this module. */
    @ArchTest
    static void nothingIsPublicWithoutAReaderOutsideItsPackage(JavaClasses classes) {
        JavaClasses readers = new ClassFileImporter().importPackages("org.millrace");

        assertThat(classes.stream()
                        .filter(type ->
                                type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(type -> !isFoundByName(type) && !READ_OTHERWISE.contains(type.getName()))
                        .filter(type -> readers.get(type.getName()).getDirectDependenciesToSelf().stream()
                                .map(dependency -> dependency.getOriginClass().getPackageName())
                                .allMatch(type.getPackageName()::equals))
                        .map(JavaClass::getName))
                .isEmpty();
    }

    /** By the JVM, by Flink from a savepoint or its configuration, or as a service. */
    private static boolean isFoundByName(JavaClass type) {
        return type.tryGetMethod("main", String[].class).isPresent()
                || type.isAssignableTo(TypeSerializer.class)
                || type.isAssignableTo(TypeSerializerSnapshot.class)
                || type.isAssignableTo(MetricReporterFactory.class);
    }

    @ArchTest
    static final ArchRule nothingStaticCanChange = fields().that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat()
            .resideInAPackage("org.millrace..")
            .should()
            .beFinal();
}
