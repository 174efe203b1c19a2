/** Reports as others read them; the fields are in docs/report-format.md. */
@NullMarked
package dev.gatehouse.engine.report;

import org.jspecify.annotations.NullMarked;
