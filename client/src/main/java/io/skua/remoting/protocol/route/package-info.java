/** On which brokers topics live, in the words of programs that read it or say it by hand. */
@NullMarked
package io.skua.remoting.protocol.route;

import org.jspecify.annotations.NullMarked;
