package org.millrace.metrics;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/** Something that a test needs and a developer's machine may lack. */
final class OptionalComponent {

    private static final String SWITCH = "millrace.require-optional-components";

    private OptionalComponent() {}

    /** Skips the test without {@code path}, in one visible line; fails it if the build asks for all components. */
    static void require(Path path, String debianPackage) {
        if (Files.exists(path)) {
            return;
        }
        String message = "needs the Debian package " + debianPackage + " (" + path + " is missing)";
        if (Boolean.getBoolean(SWITCH)) {
            fail(message);
        }
        System.out.println("SKIPPED: a test " + message);
        abort(message);
    }
}
