package org.millrace.endtoend.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the JobManager says of itself, of its TaskManagers and of its jobs. */
final class FlinkRest {

    /** First digit of the status. */
    private static final int SUCCESS = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ObjectMapper mapper = new ObjectMapper();
    private final int port;

    FlinkRest(int port) {
        this.port = port;
    }

    /** Host and port. */
    String address() {
        return "127.0.0.1:" + port;
    }

    /** The names of the TaskManagers that are held for alive. */
    List<String> taskManagers() throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        get("/taskmanagers")
                .get("taskmanagers")
                .forEach(one -> names.add(one.get("id").asText()));
        return names;
    }

    /** RUNNING, RESTARTING, FINISHED, FAILED ... */
    String status(String job) throws IOException, InterruptedException {
        return get("/jobs/" + job).get("state").asText();
    }

    /** Which TaskManager runs the one subtask of the vertex whose name has {@code operator} in it. */
    String taskManagerOf(String job, String operator) throws IOException, InterruptedException {
        for (JsonNode vertex : get("/jobs/" + job).get("vertices")) {
            if (vertex.get("name").asText().contains(operator)) {
                return get("/jobs/" + job + "/vertices/" + vertex.get("id").asText() + "/taskmanagers")
                        .get("taskmanagers")
                        .get(0)
                        .get("taskmanager-id")
                        .asText();
            }
        }
        throw new IllegalStateException("job " + job + " has no " + operator);
    }

    /** How often the job has failed since the JobManager knows it; it remembers the last sixteen times. */
    int failures(String job) throws IOException, InterruptedException {
        return exceptions(job).size();
    }

    private JsonNode exceptions(String job) throws IOException, InterruptedException {
        return get("/jobs/" + job + "/exceptions").get("exceptionHistory").get("entries");
    }

    /** Why the job last failed over; empty if it never did since the JobManager knows it. */
    Optional<String> lastFailure(String job) throws IOException, InterruptedException {
        JsonNode entries = exceptions(job);
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(entries.get(0).get("stacktrace").asText());
    }

    long completedCheckpoints(String job) throws IOException, InterruptedException {
        return checkpoints(job).get("counts").get("completed").asLong();
    }

    long failedCheckpoints(String job) throws IOException, InterruptedException {
        return checkpoints(job).get("counts").get("failed").asLong();
    }

    /** The checkpoint that is being made. */
    Optional<Long> checkpointInProgress(String job) throws IOException, InterruptedException {
        for (JsonNode checkpoint : checkpoints(job).get("history")) {
            if (checkpoint.get("status").asText().equals("IN_PROGRESS")) {
                return Optional.of(checkpoint.get("id").asLong());
            }
        }
        return Optional.empty();
    }

    /** The checkpoint that the job was last restored from. */
    Optional<Long> restoredCheckpoint(String job) throws IOException, InterruptedException {
        JsonNode restored = checkpoints(job).get("latest").get("restored");
        return restored == null || restored.isNull()
                ? Optional.empty()
                : Optional.of(restored.get("id").asLong());
    }

    JsonNode checkpoints(String job) throws IOException, InterruptedException {
        return get("/jobs/" + job + "/checkpoints");
    }

    /** The user's configuration of a job, as the web UI shows it. */
    Map<String, String> configuration(String job) throws IOException, InterruptedException {
        JsonNode shown = get("/jobs/" + job + "/config").get("execution-config").get("user-config");
        return mapper.convertValue(shown, new TypeReference<>() {});
    }

    /** The names of the log files of a process, such as {@code /jobmanager}. */
    List<String> logs(String process) throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        get(process + "/logs")
                .get("logs")
                .forEach(log -> names.add(log.get("name").asText()));
        return names;
    }

    /** What is at {@code path}, as it is. */
    String text(String path) throws IOException, InterruptedException {
        return new String(send(request(path)), UTF_8);
    }

    void cancel(String job) throws IOException, InterruptedException {
        send(request("/jobs/" + job + "?mode=cancel").method("PATCH", BodyPublishers.noBody()));
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return mapper.readTree(send(request(path)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + address() + path)).timeout(PATIENCE);
    }

    private byte[] send(HttpRequest.Builder builder) throws IOException, InterruptedException {
        HttpRequest request = builder.build();
        var response = client.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() / 100 != SUCCESS) {
            throw new IOException(request.uri() + " is answered with status " + response.statusCode());
        }
        return response.body();
    }
}
