package org.millrace.operators.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.millrace.operators.format.FormatSettings.Registry;

/**
 * The Avro schemas of a registry by their ids, each asked for once: {@code GET /schemas/ids/{id}} of the API that Confluent's,
 * Karapace and Apicurio speak. An id never changes its meaning.
 */
final class SchemaRegistry {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int NOT_FOUND = 404;
    private static final int OK = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Registry registry;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final Map<Integer, Optional<Schema>> known = new HashMap<>();

    SchemaRegistry(Registry registry) {
        this.registry = registry;
    }

    /**
     * The schema of an id; empty if the registry has none.
     *
     * @throws UncheckedIOException if the registry cannot be asked, or does not answer as it should
     */
    Optional<Schema> schema(int id) {
        return known.computeIfAbsent(id, this::fetch);
    }

    private Optional<Schema> fetch(int id) {
        return get("/schemas/ids/" + id).map(found -> parsed(found, new Schema.Parser()));
    }

    private Schema parsed(JsonNode found, Schema.Parser parser) {
        for (JsonNode reference : found.path("references")) {
            String path =
                    "/subjects/" + URLEncoder.encode(reference.path("subject").asText(), UTF_8) + "/versions/"
                            + reference.path("version").asText();
            parsed(get(path).orElseThrow(() -> failure("has no " + path, null)), parser);
        }
        try {
            return parser.parse(found.path("schema").asText());
        } catch (SchemaParseException e) {
            throw failure("holds a schema that is not Avro: " + e.getMessage(), e);
        }
    }

    private Optional<JsonNode> get(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(registry.url() + path))
                .timeout(TIMEOUT)
                .header("Accept", "application/vnd.schemaregistry.v1+json, application/json");
        if (!registry.userInfo().isEmpty()) {
            request.header(
                    "Authorization",
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString(registry.userInfo().getBytes(UTF_8)));
        }
        try {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return switch (response.statusCode()) {
                case OK -> Optional.of(JSON.readTree(response.body()));
                case NOT_FOUND -> Optional.empty();
                default -> throw failure("answers " + path + " with status " + response.statusCode(), null);
            };
        } catch (IOException e) {
            throw failure("cannot be asked for " + path + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("was not waited for", e);
        }
    }

    private UncheckedIOException failure(String problem, Exception cause) {
        return new UncheckedIOException(
                new IOException("the schema registry " + registry + " (avro.registry) " + problem, cause));
    }
}
