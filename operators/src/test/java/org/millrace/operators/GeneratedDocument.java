package org.millrace.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a document that is made from code, between two equal marks. With {@code -Dmillrace.rewrite-documents=true} the
 * tests write it instead of comparing it.
 *
 * @param file from the root of the repository
 * @param name of the mark, a Markdown comment on a line of its own: {@code <!-- name -->}
 */
public record GeneratedDocument(String file, String name) {

    private static final String REWRITE = "millrace.rewrite-documents";

    /** Compares the part with the text, or writes it. */
    public void assertHolds(String text) throws IOException {
        Path path = Path.of("..", file);
        String document = Files.readString(path);
        String mark = "<!-- " + name + " -->\n";
        int start = document.indexOf(mark) + mark.length();
        int end = document.indexOf(mark, start);
        assertThat(end).as("%s has two marks %s", file, mark.strip()).isGreaterThanOrEqualTo(start);
        if (Boolean.getBoolean(REWRITE)) {
            Files.writeString(path, document.substring(0, start) + text + document.substring(end));
        } else {
            assertThat(document.substring(start, end))
                    .as("%s, to be rewritten with -D%s=true (see src/docs/contributing.md)", file, REWRITE)
                    .isEqualTo(text);
        }
    }
}
