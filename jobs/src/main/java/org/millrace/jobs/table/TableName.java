package org.millrace.jobs.table;

import java.nio.file.Path;

/** The name that a model has after the file it learns from. */
final class TableName {

    private static final String UNNAMED = "table";
    private static final int LONGEST = 100;

    private TableName() {}

    /** The name of the file without its endings, in the characters that the name of a model may have. */
    static String of(Path file) {
        String name = file.getFileName()
                .toString()
                .replaceFirst("(?i)\\.(gz|zip)$", "")
                .replaceFirst("(?i)\\.[a-z]{1,4}$", "")
                .replaceAll("[^A-Za-z0-9._-]+", "-");
        return name.isEmpty() ? UNNAMED : name.substring(0, Math.min(LONGEST, name.length()));
    }
}
