package org.millrace.jobs.data;

import java.nio.file.Path;
import java.util.Optional;
import org.millrace.jobs.config.ConfigException;

/** The datasets that are known by name. */
public final class Datasets {

    private Datasets() {}

    /**
     * Reads a dataset.
     *
     * @param name {@code digits} or {@code fashion-mnist}
     * @param data directory of its files, for one that is not built in and not where its package puts it
     * @throws ConfigException if there is no such dataset, or its files are missing or damaged
     */
    public static Dataset named(String name, Optional<Path> data) {
        return switch (name) {
            case Digits.NAME -> builtIn(data);
            case FashionMnist.NAME -> FashionMnist.read(data.orElse(FashionMnist.PACKAGE_DIRECTORY));
            default ->
                throw new ConfigException("unknown dataset %s; known are %s and %s, and --csv FILE reads your own table"
                        .formatted(name, Digits.NAME, FashionMnist.NAME));
        };
    }

    private static Dataset builtIn(Optional<Path> data) {
        if (data.isPresent()) {
            throw new ConfigException("the dataset %s is built in and takes no --data; use --dataset %s or --csv FILE"
                    .formatted(Digits.NAME, FashionMnist.NAME));
        }
        return Digits.read();
    }
}
