package org.millrace.operators.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.apache.flink.metrics.MetricGroup;
import org.millrace.model.math.Blas;

/** What {@link Meter#BUILD_INFO} tells of the program that trains. */
final class BuildInfo {

    private BuildInfo() {}

    /** A group with the meter's labels as variables. */
    static MetricGroup describe(MetricGroup group) {
        return group.addGroup(Label.VERSION.key(), version())
                .addGroup(Label.JAVA.key(), Runtime.version().toString())
                .addGroup(Label.BLAS_KERNEL.key(), Blas.kernel());
    }

    private static String version() {
        Properties build = new Properties();
        try (InputStream stream = BuildInfo.class.getResourceAsStream("build.properties")) {
            build.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return build.getProperty("version");
    }
}
