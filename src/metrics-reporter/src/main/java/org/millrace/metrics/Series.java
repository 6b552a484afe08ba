package org.millrace.metrics;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.metrics.Metric;
import org.millrace.metrics.MetricAddress.Family;
import org.millrace.metrics.MetricAddress.Member;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A time series and the Flink metrics behind it: normally one. When a task restarts, its new attempt may register before the
 * old one is removed; the newest speaks.
 */
final class Series {

    private static final Logger LOG = LoggerFactory.getLogger(Series.class);

    private final Family family;
    private final Member member;
    private volatile List<Source> sources = List.of();
    private volatile boolean failureLogged;

    Series(Family family, Member member) {
        this.family = family;
        this.member = member;
    }

    Family family() {
        return family;
    }

    Member member() {
        return member;
    }

    /** As part of a change of the registry, like {@link #remove}. */
    void add(Source source) {
        sources = Stream.concat(sources.stream(), Stream.of(source)).toList();
    }

    /** The oldest registration of this very metric, if there is one. */
    void remove(Metric metric) {
        List<Source> remaining = new ArrayList<>(sources);
        Iterator<Source> registrations = remaining.iterator();
        while (registrations.hasNext()) {
            if (registrations.next().metric() == metric) {
                registrations.remove();
                break;
            }
        }
        sources = List.copyOf(remaining);
    }

    boolean isEmpty() {
        return sources.isEmpty();
    }

    Optional<Source> newest() {
        List<Source> current = sources;
        return current.isEmpty() ? Optional.empty() : Optional.of(current.get(current.size() - 1));
    }

    /** What the newest metric gives, a number or not; empty if it has no value yet or fails. */
    Optional<Object> reading() {
        try {
            return newest().map(Source::reading);
        } catch (RuntimeException | LinkageError e) {
            logFailure(e);
            return Optional.empty();
        }
    }

    /** The reading in base units, of a boolean 1 or 0; NaN if there is none or it is no number. */
    double value() {
        double unitsPerBase = newest().map(Source::unitsPerBase).orElse(1.0);
        return reading()
                .map(reading -> {
                    if (reading instanceof Boolean truth) {
                        return truth ? 1.0 : 0.0;
                    }
                    return reading instanceof Number number ? number.doubleValue() / unitsPerBase : Double.NaN;
                })
                .orElse(Double.NaN);
    }

    /** Once for each series: what fails does so at every scrape. */
    void logFailure(Throwable failure) {
        if (!failureLogged) {
            failureLogged = true;
            LOG.warn("Cannot read {}{}: {}", family.name(), member.labels(), failure.toString());
        }
    }
}
