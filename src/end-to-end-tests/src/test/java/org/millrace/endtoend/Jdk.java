package org.millrace.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A JDK of this machine.
 *
 * @param home where it is installed
 * @param version its feature version: 17, 25
 */
record Jdk(Path home, int version) {

    /** Names the home of a JDK that is not where JDKs usually are. */
    static final String HOME = "millrace.newer-jdk";

    private static final Pattern VERSION = Pattern.compile("^JAVA_VERSION=\"(\\d+)", Pattern.MULTILINE);

    /** The one that {@value #HOME} names, or else the newest of those in the usual places. */
    static Optional<Jdk> newest() {
        String named = System.getProperty(HOME);
        if (named != null) {
            return Optional.of(at(Path.of(named))
                    .orElseThrow(() -> new IllegalArgumentException(HOME + " is not the home of a JDK: " + named)));
        }
        return Stream.of(
                        Path.of("/usr/lib/jvm"),
                        Path.of("/Library/Java/JavaVirtualMachines"),
                        Path.of(System.getProperty("user.home"), ".sdkman/candidates/java"))
                .flatMap(Jdk::entries)
                .flatMap(entry -> Stream.of(entry, entry.resolve("Contents/Home")))
                .flatMap(home -> at(home).stream())
                .max(Comparator.comparingInt(Jdk::version));
    }

    private static Stream<Path> entries(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Stream.empty();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Jdk> at(Path home) {
        Path release = home.resolve("release");
        if (!Files.isExecutable(home.resolve("bin/javac")) || !Files.exists(release)) {
            return Optional.empty();
        }
        try {
            Matcher version = VERSION.matcher(Files.readString(release));
            return version.find() ? Optional.of(new Jdk(home, Integer.parseInt(version.group(1)))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
