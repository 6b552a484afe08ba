package org.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.millrace.jobs.cli.ExitCode;

/** Runs commands of {@code millrace bench} and keeps what they print. */
final class BenchRun {

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    String out() {
        return out.toString();
    }

    String errors() {
        return errors.toString();
    }

    /** Runs a command, and returns its exit code. */
    int run(String... arguments) {
        return Bench.run(new PrintWriter(out, true), new PrintWriter(errors, true), arguments);
    }

    /** Asserts that the arguments, of which the first is a command, are refused in one line, before anything is printed. */
    void assertWrong(String message, String... arguments) {
        errors.getBuffer().setLength(0);
        assertThat(run(arguments)).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(errors().lines())
                .singleElement(STRING)
                .startsWith("millrace: ")
                .contains(message)
                .endsWith("; see ./millrace bench " + arguments[0] + " --help");
        assertThat(out()).isEmpty();
    }
}
