package org.millrace.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The units that are shipped, as systemd itself reads them. */
class SystemdIT {

    private static final Path DIST = Path.of("target/dist").toAbsolutePath();

    @ParameterizedTest
    @ValueSource(strings = {"millrace-jobmanager.service", "millrace-taskmanager@.service"})
    void hasNothingAgainstTheUnits(String unit, @TempDir Path directory) throws Exception {
        assumeTrue(isThere("systemd-analyze"), "there is no systemd-analyze to check the units with");
        // Where the distribution of this build is: systemd asks for the program to be there.
        String installed = Files.readString(DIST.resolve("systemd").resolve(unit));
        assertThat(installed).contains("/opt/millrace/flink/bin/");
        Path file = Files.writeString(directory.resolve(unit), installed.replace("/opt/millrace", DIST.toString()));

        Process check = new ProcessBuilder("systemd-analyze", "verify", "--man=no", file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(check.getInputStream().readAllBytes(), UTF_8);

        assertThat(check.waitFor()).as(output).isZero();
        // What it says about other units of this machine is not about ours.
        assertThat(output.lines()).noneMatch(line -> line.contains(unit.replaceAll("@?\\.service", "")));
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
