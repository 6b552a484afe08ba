package org.millrace.jobs.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Opens files that may be compressed. */
final class DataFile {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int GZIP_MAGIC_1 = 0x1f;
    private static final int GZIP_MAGIC_2 = 0x8b;

    private DataFile() {}

    /** The content of a file, decompressed if it starts as gzip files do, whatever its name. */
    static InputStream open(Path file) throws IOException {
        InputStream stream = Files.newInputStream(file);
        try {
            return decompressed(stream);
        } catch (IOException e) {
            stream.close();
            throw e;
        }
    }

    /** The content of a stream, decompressed if need be. */
    static InputStream decompressed(InputStream stream) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(stream, BUFFER_BYTES);
        buffered.mark(2);
        boolean compressed = buffered.read() == GZIP_MAGIC_1 && buffered.read() == GZIP_MAGIC_2;
        buffered.reset();
        return compressed ? new GZIPInputStream(buffered, BUFFER_BYTES) : buffered;
    }
}
