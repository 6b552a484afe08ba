package org.millrace.jobs.watch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.millrace.jobs.config.keys.PortRange;

/** Looks for a port of the loopback interface on which nobody listens. */
public final class FreePort {

    private static final int TAKEN = -1;

    private FreePort() {}

    /** The first of {@code ports} that is free, if there is one. */
    public static OptionalInt of(PortRange ports) {
        return IntStream.rangeClosed(ports.first(), ports.last())
                .map(FreePort::bound)
                .filter(port -> port != TAKEN)
                .findFirst();
    }

    private static int bound(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            return TAKEN;
        }
    }
}
