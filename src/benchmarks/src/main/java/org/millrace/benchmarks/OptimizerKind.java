package org.millrace.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import org.millrace.model.optimizer.Adam;
import org.millrace.model.optimizer.Optimizer;
import org.millrace.model.optimizer.Sgd;
import org.nd4j.linalg.learning.config.IUpdater;
import picocli.CommandLine.TypeConversionException;

/** The optimizers that are measured: one that remembers nothing, and one that remembers two vectors. Public for JMH. */
public enum OptimizerKind {
    SGD {
        @Override
        Optimizer optimizer() {
            return new Sgd();
        }

        @Override
        IUpdater ofDl4j() {
            return new org.nd4j.linalg.learning.config.Sgd(RATE);
        }
    },

    ADAM {
        @Override
        Optimizer optimizer() {
            return new Adam();
        }

        @Override
        IUpdater ofDl4j() {
            return new org.nd4j.linalg.learning.config.Adam(RATE);
        }
    };

    static final double RATE = 0.001;

    /** By its name, for the command line. */
    static OptimizerKind parse(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(name))
                .findAny()
                .orElseThrow(() -> new TypeConversionException("an optimizer is sgd or adam: " + name));
    }

    abstract Optimizer optimizer();

    abstract IUpdater ofDl4j();

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
