/**
 * What runs in the JVM of a client that is measured: the workloads, written against a producer of
 * whichever client, and the reading of counters. Nothing here names Skua or Apache.
 */
@NullMarked
package bench.client;

import org.jspecify.annotations.NullMarked;
