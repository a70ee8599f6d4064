/**
 * A name server and broker in one process, to run or to embed: {@link io.skua.server.SkuaServer}.
 */
@NullMarked
package io.skua.server;

import org.jspecify.annotations.NullMarked;
