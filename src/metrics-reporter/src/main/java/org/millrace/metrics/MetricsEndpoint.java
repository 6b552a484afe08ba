package org.millrace.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.PrimitiveIterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * HTTP: {@code /metrics} in the format and encoding that the client accepts, and {@code /health}. GET and HEAD only. All
 * threads are daemons.
 */
final class MetricsEndpoint implements AutoCloseable {

    private static final int THREADS = 2;

    private static final int DEFAULT_BACKLOG = 0;

    private static final int NO_BODY = -1;

    private final HttpServer server;
    private final ExecutorService executor;
    private final HttpHandler metrics;

    private MetricsEndpoint(HttpServer server, PrometheusRegistry registry) {
        this.server = server;
        this.metrics = new ScrapeHandler(registry);
        this.executor = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "millrace-metrics");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Listens on the first free port.
     *
     * @throws BadSettingException if there is none, or no such host
     */
    static MetricsEndpoint open(EndpointSettings settings, PrometheusRegistry registry) {
        MetricsEndpoint endpoint = new MetricsEndpoint(bind(settings), registry);
        endpoint.start();
        return endpoint;
    }

    private static HttpServer bind(EndpointSettings settings) {
        try {
            InetAddress host = InetAddress.getByName(settings.host());
            BindException lastFailure = null;
            for (PrimitiveIterator.OfInt ports = settings.ports().ports().iterator(); ports.hasNext(); ) {
                try {
                    return HttpServer.create(new InetSocketAddress(host, ports.nextInt()), DEFAULT_BACKLOG);
                } catch (BindException e) {
                    lastFailure = e;
                }
            }
            throw new BadSettingException(
                    "Cannot serve metrics on %s of %s: %s. Set metrics.reporter.NAME.port and .host."
                            .formatted(settings.ports(), settings.host(), lastFailure.getMessage()));
        } catch (UnknownHostException e) {
            throw new BadSettingException("metrics.reporter.NAME.host is not known: " + settings.host());
        } catch (IOException e) {
            throw new BadSettingException("Cannot serve metrics on %s of %s: %s"
                    .formatted(settings.ports(), settings.host(), e.getMessage()));
        }
    }

    private void start() {
        server.createContext("/", this::handle);
        server.setExecutor(executor);
        // The server's own thread is a daemon if the one that starts it is.
        CompletableFuture.runAsync(server::start, executor).join();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                answer(exchange, 405, "Only GET and HEAD are answered.\n");
                return;
            }
            switch (String.valueOf(exchange.getRequestURI().getPath())) {
                case "/metrics" -> metrics.handle(exchange);
                case "/health" -> answer(exchange, 200, "ok\n");
                default -> answer(exchange, 404, "Here are /metrics and /health.\n");
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? NO_BODY : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    String url() {
        String host = address().getHostString();
        String inUrl = host.contains(":") ? "[" + host + "]" : host;
        return "http://" + inUrl + ":" + address().getPort() + "/metrics";
    }

    /** Frees the port at once; a scrape under way is cut off. */
    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
