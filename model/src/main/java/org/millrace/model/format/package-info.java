/**
 * Pieces of the binary formats of state: versions, codes of constants, float vectors, checksums, and what can be wrong with
 * them. State of {@code operators} uses versions and codes as well. Uses {@code math}.
 */
package org.millrace.model.format;
