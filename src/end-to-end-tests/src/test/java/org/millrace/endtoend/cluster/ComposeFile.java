package org.millrace.endtoend.cluster;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** The command lines of {@code docker-compose.yml}, with the places and addresses of its containers replaced by others. */
final class ComposeFile {

    private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();

    private final Map<String, Map<String, Object>> services;
    private final Map<String, String> replacements;

    /** @param replacements for parts of its texts */
    ComposeFile(Map<String, String> replacements) throws IOException {
        this.replacements = Map.copyOf(replacements);
        try (Reader reader = Files.newBufferedReader(HOME.resolve("docker-compose.yml"))) {
            Map<String, Map<String, Map<String, Object>>> file = new Yaml().load(reader);
            this.services = file.get("services");
        }
    }

    /** What a service runs that has an entry point of its own. */
    List<String> command(String service) {
        List<String> words = new ArrayList<>();
        for (String key : List.of("entrypoint", "command")) {
            for (Object word : (List<?>) services.get(service).get(key)) {
                words.add(here(word.toString()));
            }
        }
        return words;
    }

    /** Copies the files of a stream, which the services mount. */
    static void copyStream(String name, Path into, Map<String, String> replacements) throws IOException {
        Files.createDirectories(into);
        try (Stream<Path> files = Files.list(HOME.resolve("src/dist/compose").resolve(name))) {
            for (Path file : files.toList()) {
                Files.writeString(into.resolve(file.getFileName()), replaced(Files.readString(file), replacements));
            }
        }
    }

    private String here(String text) {
        return replaced(text, replacements);
    }

    private static String replaced(String text, Map<String, String> replacements) {
        String result = text;
        for (Map.Entry<String, String> replacement : replacements.entrySet()) {
            result = result.replace(replacement.getKey(), replacement.getValue());
        }
        return result;
    }
}
