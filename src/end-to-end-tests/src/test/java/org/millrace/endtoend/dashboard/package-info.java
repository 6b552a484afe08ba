/** Makes Grafana's dashboards from their source in {@code grafana/source}, which is shorter to read and to change. */
package org.millrace.endtoend.dashboard;
