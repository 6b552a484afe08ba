/**
 * Dead letters as their topic holds them: what they are, and sending them back.
 */
package org.millrace.jobs.deadletters;
