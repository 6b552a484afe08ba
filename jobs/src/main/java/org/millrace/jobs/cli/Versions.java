package org.millrace.jobs.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.millrace.model.math.Blas;
import picocli.CommandLine.IVersionProvider;

/** The versions of Millrace and its main libraries, as recorded by the build. */
public final class Versions implements IVersionProvider {

    private static final String RESOURCE = "versions.properties";

    private final Properties versions = new Properties();

    Versions() {
        try (InputStream stream = Versions.class.getResourceAsStream(RESOURCE)) {
            versions.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {line()};
    }

    String millrace() {
        return versions.getProperty("millrace");
    }

    /** Versions, BLAS kernel and threads in one line. */
    String line() {
        return "Millrace %s · Flink %s · Kafka %s · ND4J %s · OpenBLAS kernel %s, one thread per learner · Java %s"
                .formatted(
                        millrace(),
                        versions.getProperty("flink"),
                        versions.getProperty("kafka"),
                        versions.getProperty("nd4j"),
                        Blas.kernel(),
                        Runtime.version().feature());
    }
}
