package org.millrace.jobs.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.jobs.config.ConfigException;

class IdxDatasetTest {

    private static final float STEP = 1f / 255;

    @TempDir
    private Path directory;

    /** A file of unsigned bytes with these dimensions. */
    private Path file(String name, byte[] values, int... lengths) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(0x0800 + lengths.length);
        for (int length : lengths) {
            out.writeInt(length);
        }
        out.write(values);
        return Files.write(directory.resolve(name), bytes.toByteArray());
    }

    @Test
    void readsImagesOfAnyShape() throws IOException {
        Path images = file("train-images", new byte[] {0, (byte) 255, 51, 102, 1, 2, 3, 4, 5, 6, 7, 8}, 2, 3, 2);
        Path labels = file("train-labels", new byte[] {2, 0}, 2);

        Dataset dataset = IdxDataset.read(images, labels);

        assertThat(dataset.features()).isEqualTo(6);
        assertThat(dataset.classes()).containsExactly("0", "1", "2");
        assertThat(dataset.training().get(0).features()).containsExactly(0, 1, 51 * STEP, 102 * STEP, STEP, 2 * STEP);
        assertThat(dataset.training().get(0).label()).isEqualTo(2);
        assertThat(dataset.name()).isEqualTo("train-images");
    }

    @Test
    void saysWhatIsWrongWithTheFiles() throws IOException {
        Path images = file("images", new byte[8], 2, 4);
        Path three = file("three", new byte[] {0, 1, 2}, 3);
        Path zeros = file("zeros", new byte[2], 2);
        Path text = Files.writeString(directory.resolve("text"), "no images");

        assertFails(images, three, "it has 3 labels for 2 images");
        assertFails(images, zeros, "holds no label but 0; at least 2 classes are needed");
        assertFails(three, three, "it starts with 0x00000801 instead of 0x00000802");
        assertFails(text, three, "instead of 0x00000802");
        assertFails(directory.resolve("none"), three, "file not found");
    }

    private static void assertFails(Path images, Path labels, String message) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> IdxDataset.read(images, labels))
                .withMessageContaining(message);
    }
}
