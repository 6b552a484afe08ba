package org.millrace.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ScrapeHandlerTest {

    private static final String LOGGER = ScrapeHandler.class.getName();

    private final List<String> printed = new CopyOnWriteArrayList<>();
    private final Logger jdk = Logger.getLogger("");
    private final org.apache.logging.log4j.core.Logger ours =
            (org.apache.logging.log4j.core.Logger) LogManager.getLogger(LOGGER);
    private final Handler ofJdk = new Handler() {
        @Override
        public void publish(LogRecord record) {
            printed.add(record.getLevel() + " " + record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private final AbstractAppender ofOurs = new AbstractAppender("captured", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
            printed.add(event.getLevel() + " " + event.getMessage().getFormattedMessage());
        }
    };

    @BeforeEach
    void listen() {
        jdk.addHandler(ofJdk);
        ofOurs.start();
        ours.addAppender(ofOurs);
        Configurator.setLevel(LOGGER, Level.DEBUG);
    }

    @AfterEach
    void stopListening() {
        jdk.removeHandler(ofJdk);
        ours.removeAppender(ofOurs);
        Configurator.setLevel(LOGGER, (Level) null);
    }

    @Test
    void saysInOneLineOfDebugThatAClientHungUp() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch hungUp = new CountDownLatch(1);
        PrometheusRegistry registry = new PrometheusRegistry();
        GaugeWithCallback.builder()
                .name("slow")
                .callback(value -> {
                    reading.countDown();
                    value.call(await(hungUp) ? 1 : 0);
                })
                .register(registry);

        serve(registry, reading, hungUp);

        assertThat(printed)
                .singleElement()
                .asString()
                .startsWith("DEBUG The client hung up before it had its metrics: ");
    }

    /** Lets a client ask for the metrics and hang up while they are read, and waits until it has been noticed. */
    private static void serve(PrometheusRegistry registry, CountDownLatch reading, CountDownLatch hungUp)
            throws Exception {
        ScrapeHandler handler = new ScrapeHandler(registry);
        CompletableFuture<Void> handled = new CompletableFuture<>();
        var executor = Executors.newSingleThreadExecutor();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        server.createContext("/", exchange -> {
            try (exchange) {
                handler.handle(exchange);
            } finally {
                handled.complete(null);
            }
        });
        server.start();
        try {
            try (Socket client = new Socket(
                    InetAddress.getLoopbackAddress(), server.getAddress().getPort())) {
                // The connection is reset when it is closed, so that the first answer already fails.
                client.setSoLinger(true, 0);
                client.getOutputStream().write("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
                assertThat(await(reading)).isTrue();
            }
            hungUp.countDown();
            handled.get(30, TimeUnit.SECONDS);
        } finally {
            server.stop(0);
            executor.shutdownNow();
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
