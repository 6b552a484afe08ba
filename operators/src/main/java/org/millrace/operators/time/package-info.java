/** Time by the clock: how long nothing has come. Uses Flink's timers alone. */
package org.millrace.operators.time;
