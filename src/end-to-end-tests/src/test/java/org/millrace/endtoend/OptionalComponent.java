package org.millrace.endtoend;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;

/** Something that a test needs and a developer's machine may lack. */
public final class OptionalComponent {

    private static final String SWITCH = "millrace.require-optional-components";

    private OptionalComponent() {}

    /** Skips the test without {@code path}, in one visible line; fails it if the build asks for all components. */
    static void require(Path path, String debianPackage) {
        if (Files.exists(path)) {
            return;
        }
        missing("needs the Debian package " + debianPackage + " (" + path + " is missing)");
    }

    /** The same for what is no file: {@code what} says what the test needs. */
    public static void missing(String what) {
        if (Boolean.getBoolean(SWITCH)) {
            fail(what);
        }
        skip(what);
    }

    /** Skips the test without Docker. No build asks for that: images come from where not every build can go. */
    static void requireDocker() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            skip("needs Docker");
        }
    }

    /**
     * Skips the test without a JDK that is newer than the tests' own. No build asks for that: Debian has one JDK only.
     *
     * @return its home
     */
    static Path requireNewerJdk() {
        int own = Runtime.version().feature();
        Optional<Jdk> newer = Jdk.newest().filter(jdk -> jdk.version() > own);
        if (newer.isEmpty()) {
            skip("needs a JDK newer than " + own + " (-D" + Jdk.HOME + "=DIRECTORY names one)");
        }
        return newer.orElseThrow().home();
    }

    private static void skip(String what) {
        System.out.println("SKIPPED: a test " + what);
        abort(what);
    }
}
