package org.millrace.operators.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.millrace.operators.record.BadExampleException.abbreviated;

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
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.millrace.operators.format.FormatSettings.Registry;
import org.millrace.operators.record.BadExampleException;
import org.millrace.operators.record.DeadLetter.Reason;

/**
 * The Avro schemas of a registry by their ids, each asked for once: {@code GET /schemas/ids/{id}} of the API that Confluent's,
 * Karapace and Apicurio speak. An id never changes its meaning.
 */
final class SchemaRegistry {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String AVRO = "AVRO";
    private static final int MOST_REFUSED = 1000;
    private static final int NOT_FOUND = 404;
    private static final int OK = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Registry registry;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final Map<Integer, Schema> known = new HashMap<>();
    private final Map<Integer, String> refused = new HashMap<>();

    SchemaRegistry(Registry registry) {
        this.registry = registry;
    }

    /**
     * The schema of an id.
     *
     * @throws BadExampleException if the registry has none, or one that is not Avro
     * @throws UncheckedIOException if the registry cannot be asked, or does not answer as it should
     */
    Schema schema(int id) throws BadExampleException {
        Schema schema = known.get(id);
        if (schema != null) {
            return schema;
        }
        String refusal = refused.get(id);
        if (refusal != null) {
            throw BadExampleException.of(Reason.UNKNOWN_SCHEMA, refusal);
        }
        try {
            schema = fetch(id);
        } catch (BadExampleException e) {
            if (refused.size() == MOST_REFUSED) {
                // Bytes that are no schema's id may be any of four billion.
                refused.clear();
            }
            refused.put(id, e.getMessage());
            throw e;
        }
        known.put(id, schema);
        return schema;
    }

    private Schema fetch(int id) throws BadExampleException {
        Optional<JsonNode> found = id < 0 ? Optional.empty() : get("/schemas/ids/" + id);
        if (found.isEmpty()) {
            throw BadExampleException.of(Reason.UNKNOWN_SCHEMA, "the schema registry has no schema " + id);
        }
        String type = found.get().path("schemaType").asText(AVRO);
        if (!type.equals(AVRO)) {
            throw BadExampleException.of(
                    Reason.UNKNOWN_SCHEMA, "schema " + id + " of the registry is not Avro but " + abbreviated(type));
        }
        try {
            return parsed(id, found.get(), new Schema.Parser(), new HashSet<>());
        } catch (AvroRuntimeException e) {
            throw BadExampleException.of(
                    Reason.UNKNOWN_SCHEMA,
                    "schema " + id + " of the registry cannot be read: " + abbreviated(e.getMessage()));
        }
    }

    /** @param read the references that the parser knows already: several schemas may refer to one */
    private Schema parsed(int id, JsonNode found, Schema.Parser parser, Set<String> read) throws BadExampleException {
        for (JsonNode reference : found.path("references")) {
            String path =
                    "/subjects/" + URLEncoder.encode(reference.path("subject").asText(), UTF_8) + "/versions/"
                            + reference.path("version").asText();
            if (read.add(path)) {
                JsonNode referred = get(path)
                        .orElseThrow(() -> BadExampleException.of(
                                Reason.UNKNOWN_SCHEMA,
                                "schema " + id + " of the registry refers to " + abbreviated(path)
                                        + ", which the registry does not have"));
                parsed(id, referred, parser, read);
            }
        }
        return parser.parse(found.path("schema").asText());
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
