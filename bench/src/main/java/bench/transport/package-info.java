/**
 * What a transport costs a fresh JVM that connects, sends 100 bytes and gets 100 bytes back. Each
 * class is a program; it takes the port on loopback and prints its processor seconds.
 */
@NullMarked
package bench.transport;

import org.jspecify.annotations.NullMarked;
