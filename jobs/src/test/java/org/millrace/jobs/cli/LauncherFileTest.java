package org.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.millrace.jobs.config.ConfigException;

class LauncherFileTest {

    @Test
    void isWhereTheLauncherSays() {
        Properties properties = new Properties();
        properties.setProperty("millrace.job.jar", "dist/job.jar");
        properties.setProperty("millrace.prometheus.rules", "rules");

        assertThat(LauncherFile.JOB_JAR.in(properties)).isEqualTo(Path.of("dist/job.jar"));
        assertThat(LauncherFile.ALERT_RULES.in(properties)).isEqualTo(Path.of("rules"));
    }

    @Test
    void isAskedForWithoutTheLauncher() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> LauncherFile.JOB_JAR.in(new Properties()))
                .withMessage("millrace.job.jar is not set; start the command with ./millrace,"
                        + " or give java -Dmillrace.job.jar=PATH");
    }
}
