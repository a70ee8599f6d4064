/** The client under test. The build makes a second copy of this source, for the Apache client. */
@NullMarked
package io.skua.bench.workload;

import org.jspecify.annotations.NullMarked;
