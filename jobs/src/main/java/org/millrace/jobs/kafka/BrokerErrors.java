package org.millrace.jobs.kafka;

import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.IllegalSaslStateException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.millrace.jobs.config.ConfigException;

/** Why a broker did not do what it was asked for: which key of {@code kafka.*} is wrong, as far as that can be told from here. */
final class BrokerErrors {

    private static final Pattern MECHANISMS = Pattern.compile(".*enabled mechanisms are \\[(.*)]");
    private static final Pattern ADDRESS = Pattern.compile("\\s*([^,]+):(\\d+)\\s*(?:,.*)?");
    private static final String PROTOCOL = "kafka.security.protocol";

    private final String servers;
    private final Security security;

    private BrokerErrors(Properties kafka) {
        this.servers = kafka.getProperty("bootstrap.servers");
        this.security = new Security(kafka);
    }

    /**
     * What a request that failed says to who wrote the configuration.
     *
     * @param failure without Java's wrapping
     */
    static ConfigException explain(Properties kafka, Throwable failure) {
        return new ConfigException(new BrokerErrors(kafka).sentence(failure), failure);
    }

    private String sentence(Throwable failure) {
        String kafka = "Kafka at " + servers;
        if (failure instanceof UnsupportedSaslMechanismException) {
            Matcher offered = MECHANISMS.matcher(failure.getMessage());
            return kafka + " does not know kafka.sasl.mechanism " + security.mechanism()
                    + (offered.matches() ? "; set it to one of " + offered.group(1) : "");
        }
        if (failure instanceof IllegalSaslStateException) {
            return kafka + " asks for no login; set " + PROTOCOL + " to " + (security.isTls() ? "SSL" : "PLAINTEXT")
                    + ", or name its port for SASL";
        }
        if (failure instanceof SaslAuthenticationException) {
            return kafka + " refuses the login of kafka.sasl.jaas.config: " + failure.getMessage();
        }
        if (failure instanceof SslAuthenticationException) {
            return kafka + ofCertificate(failure);
        }
        if (failure instanceof ApiException && !(failure instanceof RetriableException)) {
            return kafka + " refuses: " + failure.getMessage();
        }
        return silence(failure);
    }

    private static String ofCertificate(Throwable failure) {
        String reason = failure.getCause() == null
                ? failure.getMessage()
                : failure.getCause().getMessage();
        if (reason.contains("PKIX") || reason.contains("trustAnchors")) {
            return " has a certificate that is not trusted; kafka.ssl.truststore.location must name a store that holds it, or"
                    + " the authority that signed it";
        }
        if (reason.contains("subject alternative") || reason.contains("No name matching")) {
            return " has a certificate for another name (" + reason
                    + "); use that name in kafka.bootstrap.servers, or an empty"
                    + " kafka.ssl.endpoint.identification.algorithm";
        }
        if (reason.contains("certificate")) {
            return " asks for a certificate of this client (" + reason
                    + "); set kafka.ssl.keystore.location to one it trusts";
        }
        return " and kafka.ssl.* do not agree (" + reason + ")";
    }

    /** Kafka's clients try again and again, whatever keeps a broker from answering. */
    private String silence(Throwable failure) {
        Matcher first = ADDRESS.matcher(servers);
        Listener listener =
                first.matches() ? Listener.at(first.group(1), Integer.parseInt(first.group(2))) : Listener.NONE;
        String is = " (it is " + security.protocol() + ")";
        return switch (listener) {
            case NONE ->
                "cannot reach Kafka at " + servers + " (" + failure.getClass().getSimpleName()
                        + "); start it, or set kafka.bootstrap.servers";
            case TLS ->
                security.isTls()
                        ? mute()
                        : "Kafka at " + servers + " speaks TLS; set " + PROTOCOL + " to SSL, or to SASL_SSL for a login"
                                + is;
            case PLAIN ->
                security.isTls()
                        ? "Kafka at " + servers + " does not speak TLS; set " + PROTOCOL
                                + " to PLAINTEXT, or to SASL_PLAINTEXT for a login" + is
                        : mute();
        };
    }

    private String mute() {
        String login = security.isSasl()
                ? ""
                : "; if it asks for a login, set " + PROTOCOL + " to "
                        + (security.isTls() ? "SASL_SSL" : "SASL_PLAINTEXT") + " and kafka.sasl.*";
        return "Kafka at " + servers + " accepts connections but does not answer" + login
                + "; it may be starting, be no Kafka, or advertise an address that cannot be reached (advertised.listeners)";
    }
}
