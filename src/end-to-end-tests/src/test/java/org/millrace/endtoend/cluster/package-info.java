/** A cluster of separate JVMs on this machine, and what becomes of training when parts of it are killed. */
package org.millrace.endtoend.cluster;
