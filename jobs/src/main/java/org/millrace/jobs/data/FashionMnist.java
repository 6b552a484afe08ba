package org.millrace.jobs.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.millrace.jobs.config.ConfigException;
import org.millrace.operators.format.BinaryExampleFormat;
import org.millrace.operators.format.ExampleFormat;

/**
 * Fashion-MNIST (Xiao, Rasul and Vollgraf, 2017): 60,000 images of clothing for training and 10,000 for the test, 28 × 28
 * pixels each, read from the four IDX files in which it is published.
 */
record FashionMnist(Part training, Optional<Part> test) implements Dataset {

    static final String NAME = "fashion-mnist";

    /** Where the Debian package dataset-fashion-mnist puts the files. */
    static final Path PACKAGE_DIRECTORY = Path.of("/usr/share/datasets/fashion-mnist");

    private static final int SIDE = 28;
    private static final List<String> CLASSES = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    /**
     * @param directory holds the four files, compressed or not
     * @throws ConfigException if a file is missing or damaged
     */
    static Dataset read(Path directory) {
        Part training = part(directory, "train", "train-");
        Part test = part(directory, "t10k", "test-");
        return new FashionMnist(training, Optional.of(test));
    }

    private static Part part(Path directory, String files, String idPrefix) {
        IdxFile images = IdxFile.read(file(directory, files + "-images-idx3-ubyte"), 3);
        IdxFile labels = IdxFile.read(file(directory, files + "-labels-idx1-ubyte"), 1);
        return Images.of(idPrefix, images, labels, SIDE, CLASSES.size());
    }

    private static Path file(Path directory, String name) {
        Path compressed = directory.resolve(name + ".gz");
        Path plain = directory.resolve(name);
        if (Files.isRegularFile(compressed)) {
            return compressed;
        }
        if (Files.isRegularFile(plain)) {
            return plain;
        }
        throw new ConfigException(
                ("%s is not in %s (%s.gz is missing): apt-get install dataset-fashion-mnist, or download "
                                + "train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz and "
                                + "t10k-labels-idx1-ubyte.gz from https://github.com/zalandoresearch/fashion-mnist "
                                + "and pass --data DIR")
                        .formatted(NAME, directory, name));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String preset() {
        return NAME;
    }

    @Override
    public int features() {
        return SIDE * SIDE;
    }

    @Override
    public List<String> classes() {
        return CLASSES;
    }

    @Override
    public ExampleFormat format() {
        return BinaryExampleFormat.uint8(Images.SCALE);
    }
}
