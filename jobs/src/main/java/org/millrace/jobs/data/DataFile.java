package org.millrace.jobs.data;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Opens files that may be compressed. */
public final class DataFile {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int GZIP_MAGIC_1 = 0x1f;
    private static final int GZIP_MAGIC_2 = 0x8b;

    private DataFile() {}

    /**
     * The content of a file, decompressed if it starts as gzip files do, or the only file of a zip archive, whatever its name.
     */
    public static InputStream open(Path file) throws IOException {
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
        int first = buffered.read();
        int second = buffered.read();
        buffered.reset();
        if (first == GZIP_MAGIC_1 && second == GZIP_MAGIC_2) {
            return new GZIPInputStream(buffered, BUFFER_BYTES);
        }
        return first == 'P' && second == 'K' ? onlyFile(new ZipInputStream(buffered)) : buffered;
    }

    private static InputStream onlyFile(ZipInputStream archive) throws IOException {
        ZipEntry entry = archive.getNextEntry();
        while (entry != null && entry.isDirectory()) {
            entry = archive.getNextEntry();
        }
        if (entry == null) {
            throw new IOException("a zip archive without a file");
        }
        byte[] content = archive.readAllBytes();
        for (ZipEntry other = archive.getNextEntry(); other != null; other = archive.getNextEntry()) {
            if (!other.isDirectory()) {
                throw new IOException("a zip archive of several files, such as " + entry.getName() + " and "
                        + other.getName() + "; unpack it and name one");
            }
        }
        return new ByteArrayInputStream(content);
    }
}
