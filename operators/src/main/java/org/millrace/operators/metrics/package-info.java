/** What can be watched while a network learns: the catalogue of meters, and what measures them. */
package org.millrace.operators.metrics;
