package org.millrace.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A document, or a part of one, that is generated from code. With {@code -Dmillrace.rewrite-documents=true} the tests write
 * it instead of comparing it.
 *
 * @param file relative to the root of the repository
 */
public record GeneratedDocument(String file) {

    private static final String REWRITE = "millrace.rewrite-documents";

    /** Compares or writes the whole document. */
    public void assertIs(String text) throws IOException {
        assertEqualOrWrite("", text, "");
    }

    /** Compares or writes the part between two lines {@code <!-- name -->}. */
    public void assertHolds(String name, String text) throws IOException {
        String document = Files.readString(path());
        String mark = "<!-- " + name + " -->\n";
        int start = document.indexOf(mark) + mark.length();
        int end = document.indexOf(mark, start);
        assertThat(end).as("%s has two marks %s", file, mark.strip()).isGreaterThanOrEqualTo(start);
        assertEqualOrWrite(document.substring(0, start), text, document.substring(end));
    }

    private void assertEqualOrWrite(String before, String text, String after) throws IOException {
        if (Boolean.getBoolean(REWRITE)) {
            Files.writeString(path(), before + text + after);
        }
        assertThat(Files.readString(path()))
                .as("%s, to be rewritten with -D%s=true (see src/docs/contributing.md)", file, REWRITE)
                .isEqualTo(before + text + after);
    }

    /** Tests run in the directory of their module. */
    private Path path() {
        return Path.of("..", file);
    }
}
