package org.millrace.jobs.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.jobs.config.ConfigException;
import org.millrace.operators.format.BinaryExampleFormat;
import org.millrace.operators.format.LabelledExample;

class FashionMnistTest {

    private static final int PIXELS = 28 * 28;
    private static final int IMAGES_MAGIC = 0x803;
    private static final int LABELS_MAGIC = 0x801;

    @TempDir
    private Path directory;

    /** Three images for training and two for the test; all pixels of an image are the same. */
    @BeforeEach
    void writeFiles() {
        write("train-images-idx3-ubyte", gzip(images(28, 28, 0, 128, 255)));
        write("train-labels-idx1-ubyte", labels(9, 0, 3));
        write("t10k-images-idx3-ubyte.gz", gzip(images(28, 28, 51, 102)));
        write("t10k-labels-idx1-ubyte.gz", gzip(labels(1, 2)));
    }

    @Test
    void readsPlainAndCompressedFiles() {
        Dataset dataset = read();

        assertThat(dataset.name()).isEqualTo("fashion-mnist");
        assertThat(dataset.preset()).isEqualTo("fashion-mnist");
        assertThat(dataset.features()).isEqualTo(PIXELS);
        assertThat(dataset.classes())
                .hasSize(10)
                .startsWith("T-shirt/top", "Trouser")
                .endsWith("Bag", "Ankle boot");
        assertThat(dataset.training().size()).isEqualTo(3);
        assertThat(dataset.test())
                .hasValueSatisfying(test -> assertThat(test.size()).isEqualTo(2));
        assertThat(dataset.format()).usingRecursiveComparison().isEqualTo(BinaryExampleFormat.uint8(1f / 255));
    }

    @Test
    void scalesPixelsToBetweenZeroAndOne() {
        Dataset dataset = read();

        LabelledExample brightest = dataset.training().get(2);
        assertThat(brightest.id()).contains("train-2");
        assertThat(brightest.label()).isEqualTo(3);
        assertThat(brightest.features()).hasSize(PIXELS).containsOnly(1f);
        LabelledExample tested = dataset.test().orElseThrow().get(1);
        assertThat(tested.id()).contains("test-1");
        assertThat(tested.label()).isEqualTo(2);
        assertThat(tested.features()).containsOnly(102 * (1f / 255));
    }

    @Test
    void saysHowToGetFilesThatAreMissing() throws IOException {
        Files.delete(directory.resolve("t10k-labels-idx1-ubyte.gz"));

        assertReadFails()
                .withMessage("fashion-mnist is not in " + directory + " (t10k-labels-idx1-ubyte.gz is missing): "
                        + "apt-get install dataset-fashion-mnist, or download train-images-idx3-ubyte.gz, "
                        + "train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz and t10k-labels-idx1-ubyte.gz from "
                        + "https://github.com/zalandoresearch/fashion-mnist and pass --data DIR");
    }

    @Test
    void refusesAnotherMagic() {
        write("train-labels-idx1-ubyte", images(28, 28, 1));

        assertReadFails()
                .withMessage(damaged("train-labels-idx1-ubyte", "it starts with 0x00000803 instead of 0x00000801"));
    }

    @Test
    void refusesAShorterOrLongerFileThanAnnounced() {
        byte[] labels = labels(1, 2, 3);
        String problem = damaged("train-labels-idx1-ubyte", "it does not hold the 3 bytes of values that it announces");

        write("train-labels-idx1-ubyte", Arrays.copyOf(labels, labels.length - 1));
        assertReadFails().withMessage(problem);
        write("train-labels-idx1-ubyte", Arrays.copyOf(labels, labels.length + 1));
        assertReadFails().withMessage(problem);
        write("train-labels-idx1-ubyte", Arrays.copyOf(labels, 6));
        assertReadFails().withMessage(damaged("train-labels-idx1-ubyte", "it ends too early"));
    }

    @Test
    void refusesDimensionsThatCannotBe() {
        write("train-images-idx3-ubyte", header(IMAGES_MAGIC, 100_000, 28, 28_000));
        assertReadFails().withMessage(damaged("train-images-idx3-ubyte", "its dimensions are too large"));
        write("train-images-idx3-ubyte", header(IMAGES_MAGIC, -1, 28, 28));
        assertReadFails().withMessage(damaged("train-images-idx3-ubyte", "a dimension has the length -1"));
        write("train-images-idx3-ubyte", images(28, 27, 1, 2, 3));
        assertReadFails()
                .withMessage(damaged("train-images-idx3-ubyte", "its images have 28 x 27 pixels instead of 28 x 28"));
    }

    @Test
    void refusesLabelsThatDoNotFitTheImages() {
        write("train-labels-idx1-ubyte", labels(1, 2));
        assertReadFails().withMessage(damaged("train-labels-idx1-ubyte", "it has 2 labels for 3 images"));
        write("train-labels-idx1-ubyte", labels(1, 2, 10));
        assertReadFails().withMessage(damaged("train-labels-idx1-ubyte", "it has the label 10"));
    }

    @Test
    void refusesDamagedCompression() {
        byte[] compressed = gzip(labels(1, 2));
        compressed[2] = 99;
        write("t10k-labels-idx1-ubyte.gz", compressed);

        assertReadFails().withMessage(damaged("t10k-labels-idx1-ubyte.gz", "it cannot be read"));
    }

    private Dataset read() {
        return Datasets.named("fashion-mnist", Optional.of(directory));
    }

    private ThrowableAssertAlternative<ConfigException> assertReadFails() {
        return assertThatExceptionOfType(ConfigException.class).isThrownBy(this::read);
    }

    private String damaged(String name, String problem) {
        return directory.resolve(name) + " is not the file it should be: " + problem + "; get it anew";
    }

    private void write(String name, byte[] content) {
        try {
            Files.write(directory.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] images(int rows, int columns, int... brightnesses) {
        ByteBuffer buffer = ByteBuffer.allocate(16 + brightnesses.length * rows * columns)
                .put(header(IMAGES_MAGIC, brightnesses.length, rows, columns));
        for (int brightness : brightnesses) {
            byte[] image = new byte[rows * columns];
            Arrays.fill(image, (byte) brightness);
            buffer.put(image);
        }
        return buffer.array();
    }

    private static byte[] labels(int... labels) {
        ByteBuffer buffer = ByteBuffer.allocate(8 + labels.length).put(header(LABELS_MAGIC, labels.length));
        for (int label : labels) {
            buffer.put((byte) label);
        }
        return buffer.array();
    }

    private static byte[] header(int magic, int... lengths) {
        ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * lengths.length).putInt(magic);
        for (int length : lengths) {
            buffer.putInt(length);
        }
        return buffer.array();
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(compressed)) {
            stream.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }
}
