package org.millrace.jobs.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.millrace.jobs.config.ConfigException;
import org.millrace.operators.format.BinaryExampleFormat;
import org.millrace.operators.format.ExampleFormat;

/** Images and their labels in two files of the IDX format, as MNIST and its relatives are published; the classes are 0, 1, 2, … */
public record IdxDataset(String name, int features, List<String> classes, Part training) implements Dataset {

    private static final String PRESET = "idx";

    public IdxDataset {
        classes = List.copyOf(classes);
    }

    /**
     * Reads a data set.
     *
     * @param images unsigned bytes, of which the first dimension counts the images
     * @param labels unsigned bytes, one for each image
     * @throws ConfigException if a file is missing or damaged, or they do not fit each other
     */
    public static Dataset read(Path images, Path labels) {
        IdxFile pixels = IdxFile.read(images);
        IdxFile classes = IdxFile.read(labels, 1);
        int number = classes.greatestValue() + 1;
        if (number < 2) {
            throw new ConfigException(labels + " holds no label but 0; at least 2 classes are needed");
        }
        Images part = Images.of("image-", pixels, classes);
        List<String> names =
                IntStream.range(0, number).mapToObj(String::valueOf).toList();
        String name = images.getFileName().toString().replaceFirst("\\.gz$", "").replaceAll("[^A-Za-z0-9._-]+", "-");
        return new IdxDataset(name, part.pixels(), names, part);
    }

    @Override
    public String preset() {
        return PRESET;
    }

    @Override
    public Optional<Part> test() {
        return Optional.empty();
    }

    @Override
    public ExampleFormat format() {
        return BinaryExampleFormat.uint8(Images.SCALE);
    }
}
