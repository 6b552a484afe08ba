package org.millrace.jobs.kafka.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.server.ServerSocketFactory;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.config.keys.QuickstartKeys;

/**
 * Server sockets that are bound before Kafka starts and handed over when it asks for them. A broker that is its own
 * controller must know both ports beforehand; to look for free ones and bind them later would leave a gap in which
 * another process may take them.
 */
final class BoundSockets implements ServerSocketFactory, AutoCloseable {

    private final Map<String, ServerSocketChannel> channels = new ConcurrentHashMap<>();

    /**
     * Binds a loopback socket for a listener.
     *
     * @param port 0 takes any free one
     * @return the port
     * @throws ConfigException if the port is occupied or may not be opened
     */
    int bind(String listener, int port) {
        try {
            ServerSocketChannel channel = ServerSocketChannel.open();
            channels.put(listener, channel);
            channel.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            return channel.socket().getLocalPort();
        } catch (IOException e) {
            throw new ConfigException(
                    "port %d cannot be opened (%s); choose another with --set %s=PORT, or 0 for any free port"
                            .formatted(port, e.getMessage(), QuickstartKeys.KAFKA_PORT),
                    e);
        }
    }

    @Override
    public ServerSocketChannel openServerSocket(
            String listener, InetSocketAddress address, int backlog, int receiveBuffer) throws IOException {
        ServerSocketChannel channel = channels.remove(listener);
        if (channel == null) {
            throw new IOException("no socket was bound for listener " + listener);
        }
        channel.configureBlocking(false);
        return channel;
    }

    /** Closes the sockets that were not handed over. */
    @Override
    public void close() {
        try {
            for (ServerSocketChannel channel : channels.values()) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
