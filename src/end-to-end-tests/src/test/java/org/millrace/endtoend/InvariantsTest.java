package org.millrace.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tests that the document of the invariants names are there. */
class InvariantsTest {

    private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();

    /** {@code `HoldOutTest.carriesTheLedgerAlong`}, or a whole class. */
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT|Contract))(?:\\.(\\w+))?`");

    @Test
    void namesTestsThatThereAre() throws IOException {
        Map<String, Path> sources = testSources();
        List<MatchResult> named = TEST.matcher(Files.readString(HOME.resolve("src/docs/invariants.md")))
                .results()
                .toList();

        assertThat(named).hasSizeGreaterThan(50).allSatisfy(test -> {
            assertThat(sources).containsKey(test.group(1));
            assertThat(sources.get(test.group(1)))
                    .content()
                    .containsPattern(test.group(2) == null ? "class" : "(void|ArchRule) " + test.group(2) + "\\b");
        });
    }

    private static Map<String, Path> testSources() throws IOException {
        try (Stream<Path> files = Files.walk(HOME)) {
            return files.filter(file ->
                            file.toString().endsWith(".java") && file.toString().contains("/src/test/java/"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            Function.identity(),
                            (one, another) -> one));
        }
    }
}
