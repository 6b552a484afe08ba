package org.millrace.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Checks of options before minutes are spent on them; a wrong one is a {@link ParameterException} of the command.
 */
record UsageChecks(CommandSpec command) {

    void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new ParameterException(command.commandLine(), otherwise);
        }
    }

    void requireAtLeast(long least, String option, long value) {
        require(value >= least, option + " must be at least " + least + ": " + value);
    }

    /** @param file to be written; null if it is not asked for */
    void requireFile(String option, Path file) {
        if (file != null) {
            require(!Files.isDirectory(file), option + ": is a directory: " + file);
            Path directory = file.toAbsolutePath().getParent();
            require(Files.isDirectory(directory), option + ": no such directory: " + directory);
        }
    }
}
