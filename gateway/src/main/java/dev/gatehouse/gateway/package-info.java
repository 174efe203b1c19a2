/** The gate: what is handed in is scanned by the lineup, within bounds. */
@NullMarked
package dev.gatehouse.gateway;

import org.jspecify.annotations.NullMarked;
