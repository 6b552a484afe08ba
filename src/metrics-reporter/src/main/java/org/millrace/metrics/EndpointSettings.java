package org.millrace.metrics;

import org.apache.flink.metrics.MetricConfig;

/**
 * Where the metrics can be scraped.
 *
 * @param host the address to listen on: by default only this machine can connect
 * @param ports the first free one is taken, so that several Flink processes of a host find one each
 */
record EndpointSettings(String host, PortRange ports) {

    private static final String DEFAULT_HOST = "localhost";

    private static final String DEFAULT_PORTS = "9249-9259";

    /** @throws BadSettingException if a setting is wrong */
    static EndpointSettings of(MetricConfig config) {
        String host = config.getString("host", DEFAULT_HOST).strip();
        if (host.isEmpty()) {
            throw new BadSettingException(
                    "metrics.reporter.NAME.host must name an address of this machine: it is empty");
        }
        return new EndpointSettings(host, PortRange.parse(config.getString("port", DEFAULT_PORTS)));
    }
}
