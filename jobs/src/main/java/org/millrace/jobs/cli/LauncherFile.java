package org.millrace.jobs.cli;

import java.nio.file.Path;
import java.util.Properties;
import org.millrace.jobs.config.ConfigException;

/** A file of Millrace's own that is not on the class path: the launcher says in a system property where it is. */
enum LauncherFile {
    /** The jar that is submitted to a cluster. */
    JOB_JAR("millrace.job.jar"),
    /** The directory of the alert rules. */
    ALERT_RULES("millrace.prometheus.rules");

    private final String property;

    LauncherFile(String property) {
        this.property = property;
    }

    /** @throws ConfigException if {@code properties} do not say where it is */
    Path in(Properties properties) {
        String path = properties.getProperty(property);
        if (path == null) {
            throw new ConfigException(
                    property + " is not set; start the command with ./millrace, or give java -D" + property + "=PATH");
        }
        return Path.of(path);
    }
}
