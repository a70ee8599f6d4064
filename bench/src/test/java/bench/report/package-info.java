/** Figures of alternating runs, and how they are written: as a table, as CSV, as a chart. */
@NullMarked
package bench.report;

import org.jspecify.annotations.NullMarked;
