package org.millrace.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.prometheus.metrics.exporter.common.PrometheusScrapeHandler;
import io.prometheus.metrics.exporter.httpserver.HttpExchangeAdapter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers scrapes in the format and encoding that the client accepts. */
final class ScrapeHandler implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ScrapeHandler.class);

    private final PrometheusScrapeHandler scrapes;

    ScrapeHandler(PrometheusRegistry registry) {
        this.scrapes = new PrometheusScrapeHandler(registry);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        scrapes.handleRequest(new HttpExchangeAdapter(exchange) {
            @Override
            public void handleException(IOException e) {
                // A scrape that takes longer than its timeout ends so; Prometheus itself reports it.
                LOG.debug("The client hung up before it had its metrics: {}", e.toString());
            }
        });
    }
}
