package org.millrace.endtoend.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.millrace.endtoend.OptionalComponent;

/** A file system of a few mebibytes that can be filled to the last byte. */
final class TinyDisk implements AutoCloseable {

    private static final int BLOCK = 1024;

    private final Path directory;

    private TinyDisk(Path directory) {
        this.directory = directory;
    }

    /** Mounts one; skips the test where the user may not. */
    static TinyDisk mount(Path directory) throws Exception {
        Files.createDirectories(directory);
        Process mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", directory.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(mount.getInputStream().readAllBytes(), UTF_8);
        if (mount.waitFor() != 0) {
            OptionalComponent.missing("needs the right to mount a file system: " + output.strip());
        }
        return new TinyDisk(directory);
    }

    Path directory() {
        return directory;
    }

    /** Leaves no room for anything, until something is deleted. */
    void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(ballast(), CREATE, APPEND)) {
            while (true) {
                out.write(new byte[BLOCK]);
            }
        } catch (IOException e) {
            if (Files.getFileStore(directory).getUsableSpace() > BLOCK) {
                throw e;
            }
        }
    }

    /** Makes room again. */
    void free() throws IOException {
        Files.delete(ballast());
    }

    private Path ballast() {
        return directory.resolve("ballast");
    }

    /** Takes the file system away; a process that still looks into it keeps it until it is done. */
    @Override
    public void close() throws Exception {
        new ProcessBuilder("umount", "--lazy", directory.toString())
                .inheritIO()
                .start()
                .waitFor();
    }
}
