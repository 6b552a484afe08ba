package org.millrace.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart on a JDK that is newer than the one that it was built and tested with. */
class NewerJdkIT {

    @TempDir
    private Path directory;

    @Test
    void learnsTheSameAsOnTheTestsOwnAndWarnsOfNothing() throws Exception {
        Path newer = OptionalComponent.requireNewerJdk();

        String weights = weightsLearned(new Launcher(directory));
        String weightsOnNewer = weightsLearned(new Launcher(directory, newer));

        assertThat(weightsOnNewer).hasSize(64).isEqualTo(weights);
    }

    private String weightsLearned(Launcher millrace) throws Exception {
        Path summary = directory.resolve("summary.json");
        Launcher.Result result = millrace.run("quickstart", "--passes", "1", "--summary", summary.toString());
        assertThat(result.errors()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(Files.readString(millrace.output())).doesNotContain("WARNING");
        return new ObjectMapper().readTree(summary.toFile()).at("/model/sha256").asText();
    }
}
