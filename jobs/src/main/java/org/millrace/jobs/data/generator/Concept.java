package org.millrace.jobs.data.generator;

/** An endless sequence of rows whose labels depend on their values in one way. */
@FunctionalInterface
interface Concept {

    Row next();
}
