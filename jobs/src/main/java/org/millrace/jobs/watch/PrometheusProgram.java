package org.millrace.jobs.watch;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.config.keys.PortRange;

/**
 * The Prometheus that is installed on this machine.
 *
 * @param binary the program
 * @param rules the directory of the alert rules
 * @param port where it is to listen; 0 is any free port
 */
public record PrometheusProgram(Path binary, Path rules, int port) {

    public PrometheusProgram {
        requireNonNull(binary, "binary");
        requireNonNull(rules, "rules");
    }

    /**
     * Looks for it.
     *
     * @param searchPath directories with the system's separator between them, as in the variable {@code PATH}
     * @throws ConfigException if there is none, or no such port
     */
    public static PrometheusProgram find(String searchPath, Path rules, int port) {
        if (port < 0 || port > PortRange.GREATEST) {
            throw new ConfigException("--prometheus must be a port in 0..65535: " + port);
        }
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(searchPath)
                .map(directory -> Path.of(directory, "prometheus"))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst()
                .map(binary -> new PrometheusProgram(binary, rules, port))
                .orElseThrow(() -> new ConfigException("--prometheus finds no program prometheus on the PATH;"
                        + " install it (Debian: apt-get install prometheus), or leave the option out"));
    }

    /**
     * Starts it, and waits until it can be asked.
     *
     * @param directory for its configuration and its data
     * @param metrics the endpoint to scrape
     * @throws ConfigException if the port is in use
     */
    public PrometheusServer start(Path directory, URI metrics) throws IOException, InterruptedException {
        OptionalInt free = FreePort.of(new PortRange(port, port));
        if (free.isEmpty()) {
            throw new ConfigException("port " + port + " is in use; choose another with --prometheus=PORT");
        }
        return PrometheusServer.start(binary, directory, configuration(metrics), free.getAsInt());
    }

    private String configuration(URI metrics) {
        return """
                global:
                  scrape_interval: 1s
                  evaluation_interval: 5s
                rule_files:
                  - '%s/*.yml'
                scrape_configs:
                  - job_name: millrace
                    metrics_path: %s
                    static_configs:
                      - targets: ['%s']
                """.formatted(rules, metrics.getPath(), metrics.getAuthority());
    }
}
