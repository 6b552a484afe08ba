package org.millrace.jobs.kafka;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** What answers at an address, as far as a stranger can find out: Kafka's clients tell a wrong protocol by silence alone. */
enum Listener {
    /** Nobody accepts connections there. */
    NONE,
    /** Something that does not understand TLS. */
    PLAIN,
    /** Something that shakes hands by TLS. */
    TLS;

    private static final int PATIENCE_MILLIS = 5_000;

    static Listener at(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            return shakesHands(socket, host, port) ? TLS : PLAIN;
        } catch (IOException e) {
            return NONE;
        }
    }

    private static boolean shakesHands(Socket socket, String host, int port) {
        try (SSLSocket tls = (SSLSocket) anyCertificate().getSocketFactory().createSocket(socket, host, port, true)) {
            tls.startHandshake();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Nothing is said to the other side but hello, so it does not matter who it is. */
    private static SSLContext anyCertificate() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Indifferent()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM knows no TLS", e);
        }
    }

    private static final class Indifferent implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
