package org.millrace.jobs.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in {@code ${env:NAME}} with an environment variable and {@code ${file:/path}} with what a file holds, without
 * the line break at its end. What is filled in is not looked through again.
 */
final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(env|file):([^}]*)}");

    private final Map<String, String> environment;

    Placeholders(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * Fills in all placeholders of a text.
     *
     * @throws IllegalArgumentException if a variable is not set or a file cannot be read; the message goes on after the
     *     name of the key
     */
    String fillIn(String text) {
        return PLACEHOLDER.matcher(text).replaceAll(match -> {
            String name = match.group(2);
            return Matcher.quoteReplacement(match.group(1).equals("env") ? variable(name) : content(name));
        });
    }

    private String variable(String name) {
        return Optional.ofNullable(environment.get(name))
                .orElseThrow(() ->
                        new IllegalArgumentException("needs the environment variable " + name + ", which is not set"));
    }

    private static String content(String path) {
        try {
            return Files.readString(Path.of(path)).stripTrailing();
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException("needs the file " + path + ", which cannot be read", e);
        }
    }
}
